"""What figures, areas and periods are called in the forms of statistics: the same in each of them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Figure = Mapping[str, Any]
"""The JSON of a measurement."""
MEASURES = {
    "value": "",
    "number": "aantal",
    "change": "verandering sinds de nulmeting",
    "gap": "achterstand op de stad",
    "gap-change": "verandering van de achterstand",
}
"""In this order; a new one comes at the end, for their places are numbers that pollers keep."""
AREA_KINDS = {"city": "Stad", "deal": "Regio Deal", "wijk": "Wijken", "place": "Plekken"}
STATUSES = {
    "published": "gepubliceerd",
    "provisional": "voorlopig",
    "unreliable": "gepubliceerd, met een ruime marge",
    "hidden": "niet gepubliceerd, om niemand herkenbaar te maken",
    "impossible": "niet te bepalen",
    "not-comparable": "niet te vergelijken",
    "no-margin": "geen marge: alles is geteld",
    "not-measured": "hiervan is geen cijfer",
}
"""The last two are not of figures: of a margin that counts have not, and of what nobody measured."""
MARGINS = ("value", "lower", "upper")
SEASONS = {"voorjaar": "VJ00", "najaar": "NJ00"}


@dataclass(frozen=True, slots=True)
class About:
    """What an indicator is, in the version that a figure was made with. `number` never changes, whatever is added."""

    number: int
    title: str
    definition: str
    decimals: int


Abouts = Mapping[tuple[str, int], About]
"""By indicator and version."""


def about(figure: Figure, abouts: Abouts) -> About:
    return abouts[figure["indicatorId"], figure["definitionVersion"]]


def topic(figure: Figure) -> tuple[str, str]:
    return figure["indicatorId"], figure["measure"]


def topic_number(indicator_number: int, measure: str) -> int:
    """From 1; an indicator keeps room for each measure."""
    return (indicator_number - 1) * len(MEASURES) + list(MEASURES).index(measure) + 1


def topic_title(title: str, measure: str) -> str:
    return f"{title}, {MEASURES[measure]}" if MEASURES[measure] else title


def period_of(figure: Figure) -> str:
    """`2019-najaar`; of a count the day on which it was counted."""
    return str(figure["periodLabel"] or figure["period"])


def period_title(label: str) -> str:
    year, _, part = label.partition("-")
    return f"{year} {part}" if part in SEASONS else label


def period_key(label: str) -> str:
    """As CBS writes periods: `2019JJ00`, `2019KW03`, a day as `20191130`. It has no code for a season: `2019NJ00`."""
    year, _, part = label.partition("-")
    if not part:
        return f"{year}JJ00"
    if part in SEASONS:
        return year + SEASONS[part]
    if part.startswith("Q"):
        return f"{year}KW0{part[1:]}"
    return label.replace("-", "")


def status_of(figure: Figure, margin: str) -> str:
    """Of a figure or one of its bounds: a bound that a shown figure lacks does not exist."""
    if margin == "value" or figure[margin] is not None or figure["value"] is None:
        return str(figure["status"])
    return "no-margin"
