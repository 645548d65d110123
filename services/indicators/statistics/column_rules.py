"""The columns of a release's CSV, described for machines: CSVW (W3C) and a Data Package (frictionlessdata.io). Pure."""

from collections.abc import Mapping
from typing import Any

COLUMNS: Mapping[str, tuple[str, str]] = {
    "cell": ("integer", "Number of what this is a figure of; the same in every release."),
    "indicatorId": ("string", "The indicator."),
    "definitionVersion": ("integer", "Version of the indicator's definition."),
    "measure": ("string", "value, number, change (since the baseline), gap (to the city) or gap-change."),
    "areaKind": ("string", "place, wijk, deal or city."),
    "areaId": ("string", "Id of the area: a slug, a CBS code, or the id of a place."),
    "areaLabel": ("string", "Name of the area, in Dutch."),
    "wijk": ("string", "The wijk of a place, or the wijk itself; empty for larger areas."),
    "period": ("date", "Day of measuring, or the last day of the period."),
    "periodLabel": ("string", "As in 2019-najaar; the day for what is counted."),
    "periodStarts": ("date", "First day of the period."),
    "periodEnds": ("date", "Last day of the period."),
    "value": ("number", "The figure; empty only where the status says why."),
    "lower": ("number", "Lower bound: of the interval, or of the rounding by the source."),
    "upper": ("number", "Upper bound, likewise."),
    "level": ("number", "Probability of the interval; empty where the bounds are sure."),
    "se": ("number", "Standard error."),
    "df": ("number", "Design degrees of freedom."),
    "respondents": ("integer", "Answers that the figure stands on, rounded."),
    "denominator": ("integer", "What a percentage is of, or how many people a mean stands for, rounded."),
    "unit": ("string", "Unit of the value, in Dutch."),
    "status": ("string", "published, unreliable, hidden, impossible or not-comparable."),
    "statusReason": ("string", "Why, in words or as a code; empty for what is published."),
    "uncertainty": ("string", "none, sampling or rounding."),
    "comparabilityGroup": ("string", "Figures of one indicator in different groups can't be compared."),
    "target": ("number", "What was agreed, where it is a number."),
    "targetMet": ("boolean", "Whether the value reaches it."),
    "source": ("string", "What was asked for it, as service:path."),
    "release": ("integer", "Number of this release."),
    "measuredAt": ("datetime", "When it was measured (UTC)."),
}
"""Name, kind and meaning, in the order of the file."""
NEVER_EMPTY = ("cell", "indicatorId", "measure", "areaId", "period", "unit", "status")
STATUSES = ("published", "unreliable", "hidden", "impossible", "not-comparable")
FILE = "measurements.csv"


def csvw(told: Mapping[str, Any]) -> dict[str, Any]:
    """Tabular metadata. `told`: `title description licence publisher modified`, those that are known."""
    said = {f"dc:{name}": value for name, value in told.items() if name in ("title", "description", "modified")}
    said |= {f"dc:{name}": {"@id": told[name]} for name in ("license", "publisher") if name in told}
    columns = [
        {"name": name, "titles": name, "datatype": kind, "dc:description": meaning, "required": name in NEVER_EMPTY}
        for name, (kind, meaning) in COLUMNS.items()
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": FILE,
        **said,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {"columns": columns, "primaryKey": ["cell"]},
    }


def data_package(told: Mapping[str, Any], checksum: str) -> dict[str, Any]:
    """`told` as above, with `licenses` and `name`; `checksum` is the SHA-256 of the CSV."""
    said = {name: told[name] for name in ("name", "title", "description", "licenses") if name in told}
    return {
        "profile": "tabular-data-package",
        **said,
        "resources": [
            {
                "name": "measurements",
                "type": "table",
                "profile": "tabular-data-resource",
                "path": FILE,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "hash": f"sha256:{checksum}",
                "schema": {"fields": [_field(name) for name in COLUMNS], "primaryKey": "cell"},
            }
        ],
    }


def _field(name: str) -> dict[str, Any]:
    kind, meaning = COLUMNS[name]
    said: dict[str, Any] = {"name": name, "type": kind, "description": meaning}
    if kind == "datetime":
        said["format"] = "%Y-%m-%dT%H:%M:%S.%f"
    rules: dict[str, Any] = {"required": True} if name in NEVER_EMPTY else {}
    rules |= {"unique": True} if name == "cell" else {}
    rules |= {"enum": list(STATUSES)} if name == "status" else {}
    return said | ({"constraints": rules} if rules else {})
