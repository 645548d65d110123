"""Makes the draft of a release: which figures are wanted, what is shown of them, kept until it is approved."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import RowMapping, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.contracts.deal_disclosure import DisclosureFile
from services.contracts.indicators import ReleaseInput
from services.indicators.releases.deciding import Decided, Material, TooMuchTold, decide
from services.indicators.releases.quantities import Figure
from services.indicators.results.queries import MEASUREMENT_JSON
from services.indicators.tables import cell, release, release_cell
from services.kit.problems import Problem, bad_request, wrong

_NEWEST = text(
    f"SELECT {MEASUREMENT_JSON} FROM indicators.measurement m WHERE m.superseded_at IS NULL"  # noqa: S608 (our own columns)
    " ORDER BY m.indicator_id, m.measure, m.period, m.area_kind, m.area_id"
)
_TOLD = text(
    f"SELECT c.release_number, c.status, {MEASUREMENT_JSON} FROM indicators.release_cell c"  # noqa: S608 (our own columns)
    " JOIN indicators.measurement m ON m.id = c.measurement_id"
    " WHERE c.release_number IS NOT NULL AND NOT m.open_at_once ORDER BY c.release_number"
)
_DEFINITIONS = text("""
    SELECT content FROM indicators.indicator
    JOIN indicators.definition ON (indicator_id, definition.version) = (indicator.id, indicator.version)
""")
CELL_KEY = ("indicator_id", "measure", "area_kind", "area_id", "period_label")
TOLD_TOO_MUCH = (
    "An earlier release told so much of {family} that a figure of few people would follow from this one. "
    "Leave these figures out, or correct that release first."
)


def material(session: Session) -> Material:
    """Everything that a decision needs, in four statements. Raises Problem 409 when no deal says what to hide."""
    rules = session.scalar(text("SELECT disclosure FROM indicators.deal"))
    if not rules:
        raise Problem(409, "The deal says nothing yet about what may not be shown: load it first.")
    releases: dict[int, list[tuple[str, Figure]]] = {}
    for number, status, figure in session.execute(_TOLD):
        releases.setdefault(number, []).append((status, figure))
    definitions = {content["id"]: content for content in session.scalars(_DEFINITIONS)}
    return Material(
        session.scalars(_NEWEST).all(), list(releases.values()), definitions, DisclosureFile.model_validate(rules)
    )


def wanted_of(body: ReleaseInput, figures: Sequence[Figure]) -> list[Figure]:
    """Raises Problem 400 for names that no figure has, and for a release of nothing."""
    datasets = {str(each) for each in body.dataset_ids}
    _check_names(body, figures, datasets)
    found = [each for each in figures if _is_wanted(each, body, datasets)]
    if not found:
        raise bad_request([wrong("indicators", "nothing", "There is no figure to publish among these.")])
    return found


def _is_wanted(figure: Figure, body: ReleaseInput, datasets: set[str]) -> bool:
    if figure["openAtOnce"]:
        return body.counts or figure["indicatorId"] in body.indicators
    in_period = not body.periods or figure["periodLabel"] in body.periods
    return (figure["indicatorId"] in body.indicators and in_period) or bool(datasets.intersection(figure["datasetIds"]))


def _check_names(body: ReleaseInput, figures: Sequence[Figure], datasets: set[str]) -> None:
    there = {
        "indicators": {each["indicatorId"] for each in figures},
        "periods": {each["periodLabel"] for each in figures},
        "datasetIds": {each for figure in figures for each in figure["datasetIds"]},
    }
    asked = {"indicators": body.indicators, "periods": body.periods, "datasetIds": sorted(datasets)}
    errors = [
        wrong(name, "unknown", f"There is no figure of {value}.")
        for name, values in asked.items()
        for value in values
        if value not in there[name]
    ]
    if errors:
        raise bad_request(errors)


def prepared(session: Session, body: ReleaseInput) -> tuple[list[Decided], int]:
    """What a release of this would show, and the number of the last release it was decided after."""
    _check_corrected(session, body.corrects)
    known = material(session)
    try:
        return decide(wanted_of(body, known.figures), known), last_number(session)
    except TooMuchTold as told:
        raise Problem(409, TOLD_TOO_MUCH.format(family=told), code="told-too-much") from None


def _check_corrected(session: Session, corrects: UUID | None) -> None:
    if corrects is None:
        return
    status = session.scalar(select(release.c.status).where(release.c.id == corrects))
    if status != "published":
        raise bad_request([wrong("corrects", "unknown", "There is no published release with this id.")])


def last_number(session: Session) -> int:
    return session.scalar(select(func.coalesce(func.max(release.c.number), 0))) or 0


def create(session: Session, body: ReleaseInput, who: str) -> UUID:
    release_id = uuid4()
    decided, after = prepared(session, body)
    session.execute(
        insert(release).values(
            id=release_id, status="draft", preparers=[who], **_values(body, decided), after_number=after
        )
    )
    _keep_figures(session, release_id, decided)
    return release_id


def prepare_again(session: Session, row: RowMapping, body: ReleaseInput, who: str) -> None:
    """With the figures of now; who changes a release has prepared it too."""
    decided, after = prepared(session, body)
    preparers = list(dict.fromkeys([*row["preparers"], who]))
    changed = {"preparers": preparers, "after_number": after, "version": row["version"] + 1, "prepared_at": func.now()}
    session.execute(delete(release_cell).where(release_cell.c.release_id == row["id"]))
    session.execute(update(release).where(release.c.id == row["id"]).values(**_values(body, decided), **changed))
    _keep_figures(session, row["id"], decided)


def _values(body: ReleaseInput, decided: Sequence[Decided]) -> dict[str, Any]:
    lines = [line.model_dump(mode="json", by_alias=True) for each in decided if (line := each.line())]
    selection = body.model_dump(mode="json", by_alias=True, exclude={"title", "notes", "corrects"})
    return {
        "title": body.title,
        "notes": body.notes,
        "corrects": body.corrects,
        "selection": selection,
        "report": {"hidden": lines},
    }


def _keep_figures(session: Session, release_id: UUID, decided: Sequence[Decided]) -> None:
    numbers = _cell_numbers(session, [each.shown for each in decided])
    rows = []
    for each in decided:
        cell_id, own_id = numbers[_cell_key(each.shown)], uuid4()
        said = {**each.shown, "id": str(own_id), "cell": cell_id}
        rows.append(
            {
                "id": own_id,
                "release_id": release_id,
                "cell_id": cell_id,
                "measurement_id": each.figure["id"],
                "status": said["status"],
                "shown": said,
            }
        )
    session.execute(insert(release_cell), rows)


def _cell_numbers(session: Session, figures: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, ...], int]:
    """What the figures are of gets a number where it has none: a count is frozen as that of its day."""
    keys = [dict(zip(CELL_KEY, _cell_key(each), strict=True)) for each in figures]
    known = _known_cells(session)
    if new := [key for key in keys if tuple(key.values()) not in known]:
        session.execute(upsert(cell).values(new).on_conflict_do_nothing())
        known = _known_cells(session)
    return known


def _known_cells(session: Session) -> dict[tuple[Any, ...], int]:
    found = session.execute(select(*(cell.c[name] for name in CELL_KEY), cell.c.id))
    return {tuple(row[:-1]): row[-1] for row in found}


def _cell_key(figure: Mapping[str, Any]) -> tuple[Any, ...]:
    names = ("indicatorId", "measure", "areaKind", "areaId", "periodLabel")
    return tuple(figure[name] for name in names)
