"""Prints `[[id, value], …]` of all observations, as python-odata reads them."""

import json
import sys

from odata import ODataService

service = ODataService(sys.argv[1], reflect_entities=True, quiet_progress=True)
observation = service.entities["Observations"]
rows = service.query(observation).filter(observation.Measure == "value").order_by(observation.Id.asc())
print(json.dumps([[row.Id, row.Value] for row in rows]))
