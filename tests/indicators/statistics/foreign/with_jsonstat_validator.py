"""Exits with 1 and says why when a file is no JSON-stat 2.0."""

import json
import sys
from pathlib import Path

from jsonstat_validator import validate_jsonstat
from jsonstat_validator.utils import JSONStatValidationError

try:
    validate_jsonstat(json.loads(Path(sys.argv[1]).read_text()))
except JSONStatValidationError as error:
    sys.exit(str(error))
