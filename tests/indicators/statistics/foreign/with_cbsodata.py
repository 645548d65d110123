"""Prints what cbsodata reads of every table: `{identifier: {info, properties, typed, untyped}}`.

Unmodified but for its address. It gives titles for keys; the rows as they stand come from `get_meta`.
"""

import json
import sys

import cbsodata

cbsodata.options.catalog_url = sys.argv[1]
cbsodata.options.use_https = False
found = {}
for table in cbsodata.get_table_list():
    name = table["Identifier"]
    found[name] = {
        "info": cbsodata.get_info(name),
        "properties": cbsodata.get_meta(name, "DataProperties"),
        "regions": cbsodata.get_meta(name, "RegioS"),
        "periods": cbsodata.get_meta(name, "Perioden"),
        "typed": cbsodata.get_meta(name, "TypedDataSet"),
        "untyped": cbsodata.get_meta(name, "UntypedDataSet"),
        "data": cbsodata.get_data(name),
        "some": cbsodata.get_data(name, filters="Marges eq 'MW00000'", select=["Perioden", "RegioS"]),
    }
print(json.dumps(found))
