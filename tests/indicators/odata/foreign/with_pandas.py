"""Prints `[[cell, value], …]` of a release's CSV, as pandas reads it."""

import json
import sys

import pandas

table = pandas.read_csv(sys.argv[1])
values = [None if pandas.isna(value) else float(value) for value in table["value"]]
print(json.dumps(list(zip(table["cell"].tolist(), values, strict=True))))
