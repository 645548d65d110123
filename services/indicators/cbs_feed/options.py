"""The options of OData 3 as CBS knows them, brought to those of OData 4 that are served already."""

import re
from collections.abc import Mapping
from dataclasses import replace

from services.indicators.odata.options import Asked, asked
from services.indicators.odata.refusals import wrong
from services.indicators.odata.sets import EntitySet

PAGE = 1000
SUBSTRING = re.compile(r"substringof\(\s*('(?:[^']|'')*')\s*,\s*([A-Za-z_][A-Za-z0-9_]*)\s*\)")
COUNTS = {"allpages": "true", "none": "false"}


def asked_in_v3(entities: EntitySet, given: Mapping[str, str]) -> Asked:
    """Raises Refused. `$format` is not looked at: that is for the form of the answer."""
    options = {name: value for name, value in given.items() if name not in ("$inlinecount", "$format")}
    if "$filter" in options:
        options["$filter"] = SUBSTRING.sub(r"contains(\2,\1)", options["$filter"])
    if "$inlinecount" in given:
        if given["$inlinecount"] not in COUNTS:
            raise wrong("$inlinecount is allpages or none.")
        options["$count"] = COUNTS[given["$inlinecount"]]
    return replace(asked(entities, options, ""), page=PAGE)
