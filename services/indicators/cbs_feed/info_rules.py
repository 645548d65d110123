"""What is told of a table as CBS tells it: `TableInfos` and the rows of the catalogue. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from services.contracts.deal_open_data import OpenDataFile
from services.indicators.statistics.codes_rules import Figure, period_of
from services.indicators.statistics.shapes import Published

NOW = "00000NED"
SYMBOLS = (
    "Een punt (.) in de ongetypeerde gegevens betekent: niet gepubliceerd. Leeg betekent: hiervan is geen cijfer. "
    "Waarom een cijfer er niet is, staat bij hetzelfde cijfer in de CSV, JSON-stat en OData 4."
)
NOW_TITLE = "Cijfers van {deal} zoals zij nu zijn"
NOW_SUMMARY = "Het nieuwste cijfer van elke indicator, elk gebied en elke periode; wat geteld wordt is voorlopig."

CORRECTED = "Verbeterd: gebruik tabel {table}."


def table_id(release: int) -> str:
    """Five figures and NED, as CBS numbers its tables; `00000NED` is what is public now."""
    return f"{release:05d}NED"


def release_of(table: str) -> int | None:
    """The release that a table is of, 0 for what is public now; None for a name that is no table's. Case is no matter,
    as at CBS."""
    digits, ending = table[:-3], table[-3:].upper()
    return int(digits) if ending == "NED" and len(digits) == 5 and digits.isascii() and digits.isdigit() else None


def about_now(deal: str, figures: Sequence[Figure]) -> dict[str, str]:
    moments = (datetime.fromisoformat(each["measuredAt"]) for each in figures)
    return {
        "identifier": NOW,
        "title": NOW_TITLE.format(deal=deal),
        "summary": NOW_SUMMARY,
        "modified": _moment(max(moments, default=datetime.fromtimestamp(0, UTC))),
        "frequency": "Doorlopend",
        "status": "Regulier",
    }


def about_release(release: Published) -> dict[str, str]:
    later = release.corrected_by
    notes = release.notes or release.title
    return {
        "identifier": table_id(release.number),
        "title": release.title,
        "summary": f"{CORRECTED.format(table=table_id(later))} {notes}" if later else notes,
        "modified": _moment(release.published_at),
        "frequency": "Onregelmatig",
        "status": "Gediscontinueerd" if later else "Regulier",
    }


def table_info(about: dict[str, str], figures: Sequence[Figure], open_data: OpenDataFile | None) -> dict[str, Any]:
    publisher = open_data.publisher.name if open_data else ""
    licence = f" Licentie: {open_data.licence.title}." if open_data else ""
    return {
        "ID": 0,
        "Title": about["title"],
        "ShortTitle": about["title"],
        "Identifier": about["identifier"],
        "Summary": about["summary"],
        "Modified": about["modified"],
        "ReasonDelivery": "Actualisering",
        "ExplanatoryText": "",
        "Language": "nl",
        "Catalog": publisher,
        "Frequency": about["frequency"],
        "Period": ", ".join(_years(figures)),
        "ShortDescription": f"{about['summary']} {SYMBOLS}",
        "Description": f"{about['summary']} {SYMBOLS}{licence}",
        "DefaultPresentation": "_la=nl&_si=&_gu=&_ed=Marges,RegioS,Perioden&_td=",
        "DefaultSelection": "Marges eq 'MW00000'",
        "GraphTypes": "Table,Bar,Line",
        "OutputStatus": about["status"],
        "Source": publisher,
        "MetaDataModified": about["modified"],
        "SearchPriority": "2",
    }


def catalogue_row(
    number: int, about: dict[str, str], figures: Sequence[Figure], open_data: OpenDataFile | None, root: str
) -> dict[str, Any]:
    """`root`: where the feeds begin."""
    info = table_info(about, figures, open_data)
    address = f"{root}/ODataFeed/odata/{about['identifier']}"
    more = {
        "Updated": about["modified"],
        "SummaryAndLinks": about["summary"],
        "ApiUrl": f"{root}/ODataApi/odata/{about['identifier']}",
        "FeedUrl": address,
    }
    return info | more | {"ID": number}


def _years(figures: Sequence[Figure]) -> list[str]:
    return sorted({period_of(each)[:4] for each in figures})


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
