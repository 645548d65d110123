"""Prints `[[id, value], …]` of all observations, as odatapy reads them."""

import json
import sys

from odatapy.client import ODataClient
from odatapy.client.transport import HttpxTransport

client = ODataClient(sys.argv[1], HttpxTransport())
rows = client.iter_entities(client.entity_set_uri("Observations").filter("Measure eq 'value'"))
print(json.dumps([[row.get_value("Id"), row.get_value("Value")] for row in rows], default=float))
