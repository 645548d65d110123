"""A small survey as analysts bring it, and what it is held against."""

from datetime import date
from pathlib import Path
from typing import Any

from services.contracts.deal import Deal
from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets.areas import Areas
from services.indicators.datasets.definitions import Edition
from services.indicators.datasets.problems import Cell
from services.indicators.datasets.reading import open_rows
from services.indicators.datasets.survey_figures import Place
from services.indicators.datasets.taking_in import Refused, Taken, World, take_in
from services.indicators.datasets.worlds import Known
from services.kit.sealing import Sealer
from tests.postgres import SECRET

SEALER = Sealer(SECRET, "datasets")
HEADER = "nr,gewicht,stratum,pop,wijk,q1,q2,q3,q4,veilig"
ITEMS = ("know-each-other", "pleasant-contact", "solidarity", "feel-at-home", "feels-unsafe")
METADATA: dict[str, Any] = {
    "kind": "survey",
    "source": "Integrale Veiligheidsmonitor",
    "period": "2019-najaar",
    "definitionVersions": {"social-cohesion": 1, "feeling-unsafe": 1},
    "fieldwork": {"start": "2019-09-15", "end": "2019-11-20"},
    "columns": {
        "respondent": "nr",
        "weight": "gewicht",
        "stratum": "stratum",
        "fpc": "pop",
        "wijk": "wijk",
        "answers": dict(zip(ITEMS, ("q1", "q2", "q3", "q4", "veilig"), strict=True)),
    },
    "codes": {"5": 4, "4": 3, "3": 2, "2": 1, "1": 0, "9": "missing"},
}
GOOD = ("1,1.5,a,50,moerwijk,5,4,3,2,1", "2,2,a,50,elsewhere,9,4,3,2,2", "3,1,b,40,bouwlust,1,1,1,1,1")
SOME = [
    f"{n},{1 + n % 3},{'ab'[n % 2]},900,{('moerwijk', 'bouwlust', 'elsewhere')[n % 3]},"
    f"{1 + n % 5},{1 + n % 4},{1 + n % 3},{5 - n % 4},{1 + n % 2}"
    for n in range(120)
]


def metadata(**changes: Any) -> DatasetMetadata:
    columns = {**METADATA["columns"], **changes.pop("columns", {})}
    return DatasetMetadata.model_validate(METADATA | {"columns": columns} | changes)


def areas_in(deal: Deal) -> Areas:
    wijken = deal.wijken.wijken
    return Areas([each.slug for each in wijken], {b.code: each.slug for each in wijken for b in each.buurten}, "GM0518")


def known_in(deal: Deal, *indicators: str) -> Known:
    """As the service knows it from its database."""
    editions = [Edition(each, each.version) for each in deal.indicators if each.id in indicators]
    wijken = {each.slug: each.name for each in deal.wijken.wijken}
    place = Place(("den-haag-zuidwest", "Zuidwest"), ("gm0518", "Den Haag"), wijken)
    return Known(areas_in(deal), place, editions, [], [])


def written(path: Path, lines: list[str], header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *lines]) + "\n")
    return path


def taken(path: Path, of: DatasetMetadata, known: Known) -> Taken:
    return take_in(open_rows(path), of, World(known.areas, SEALER.fingerprint, date(2024, 6, 1)))


def cells(path: Path, of: DatasetMetadata, known: Known) -> list[Cell]:
    """What is wrong with the file; empty when it is taken in."""
    try:
        taken(path, of, known)
    except Refused as refused:
        return refused.problems.first()
    return []
