"""A small table of our own in the shape of CBS: households by buurt, and those in arrears, rounded to ten."""

from typing import Any

from tests.indicators.cbs_import.cbs import CbsTableServed

NAME = "99001NED"
COUNTS = {
    "NL00": (90_000, 8_000_000),
    "BU05183387": (210, 4_300), "BU05183396": (180, 3_900), "BU05183398": (260, 5_100), "BU05183399": (20, 700),
    "BU05183480": (90, 2_900), "BU05183488": (110, 3_600), "BU05183489": (80, 2_800), "BU05183620": (70, 1_700),
    "BU05183637": (140, 3_100), "BU05183638": (150, 3_300), "BU05183639": (120, 2_400), "BU05180170": (9_000, 210_000),
    "BU05990110": (40, 900), "BU05990111": (None, 800),
}  # fmt: skip
"""In arrears, and all: of the country, the buurten of the deal, one of the rest of the city, and two of elsewhere."""


def households(**changes: Any) -> CbsTableServed:
    dimensions = [_dimension(0, "WijkenEnBuurten", "Wijken en buurten"), _dimension(1, "Perioden", "Perioden")]
    topics = [_topic(2, "Wanbetalers_1", "Wanbetalers"), _topic(3, "HuishoudensTotaal_2", "Huishoudens totaal")]
    rows = [
        {
            "ID": number,
            "WijkenEnBuurten": f"{code:10}",
            "Perioden": period,
            "Wanbetalers_1": counts[0],
            "HuishoudensTotaal_2": counts[1],
        }
        for number, (period, (code, counts)) in enumerate(
            (period, each) for period in ("2019JJ00", "2020JJ00") for each in COUNTS.items()
        )
    ]
    infos = {"ID": 0, "Title": "Wanbetalers; wijken", "Identifier": NAME, "Modified": "2021-03-01T02:00:00",
             "Period": "2019 t/m 2020", "ShortDescription": "Wie achter is."}  # fmt: skip
    codes: dict[str, list[dict[str, Any]]] = {
        "WijkenEnBuurten": [
            {"Key": f"{code:10}", "Title": f"Gebied {code}", "CategoryGroupID": None} for code in COUNTS
        ],
        "Perioden": [{"Key": f"{year}JJ00", "Title": str(year), "Status": "Definitief"} for year in (2019, 2020)],
    }
    groups = [{"ID": 1, "DimensionKey": "WijkenEnBuurten", "Title": "Den Haag", "ParentID": None}]
    return CbsTableServed(infos | changes, [*dimensions, *topics], groups, codes, rows)


def _dimension(number: int, key: str, title: str) -> dict[str, Any]:
    kind = "TimeDimension" if key == "Perioden" else "GeoDimension"
    return {"ID": number, "Position": number, "Type": kind, "Key": key, "Title": title, "Description": ""}


def _topic(number: int, key: str, title: str) -> dict[str, Any]:
    more = {"Datatype": "Long", "Unit": "aantal", "Decimals": 0, "Description": f"{title}."}
    return {"ID": number, "Position": number, "Type": "Topic", "Key": key, "Title": title, **more}
