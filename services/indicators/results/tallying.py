"""From what a service answered to rows of measurements, for indicators that are counted by data. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.contracts.deal_indicators import Measuring
from services.contracts.indicators import Asked
from services.indicators.results.measuring import LOCAL, NO_SAMPLE, fingerprint
from services.indicators.results.rules import Area, Figure, reaches
from services.indicators.results.tally_rules import Row, items_from, tally, years_of


@dataclass(frozen=True, slots=True)
class Tallied:
    """What counting needs to know of a definition."""

    indicator_id: str
    version: int
    unit: str
    target: float | None
    measuring: Measuring
    per_wijk: bool
    lowest: bool


def tallied_from(content: Mapping[str, Any]) -> Tallied | None:
    """None for an indicator that is not counted by data."""
    if not content.get("measuring"):
        return None
    levels = [(each["level"], each["method"]) for each in content["aggregation"]]
    return Tallied(
        content["id"],
        content["version"],
        content["unit"]["nl"],
        content["target"]["value"],
        Measuring.model_validate(content["measuring"]),
        per_wijk=any(level == "wijk" for level, _ in levels),
        lowest=("deal", "minimum") in levels,
    )


def rows_of(
    counted: Tallied, rows: Sequence[Row], asked: Asked, deal: Area, wijken: Sequence[Area], now: datetime
) -> list[dict[str, Any]]:
    """One per area, and per whole year where years are counted apart. Raises Unmeasurable."""
    today = now.astimezone(LOCAL).date()
    items = items_from(counted.measuring, rows)
    counted_wijken = wijken if counted.per_wijk else []
    periods = years_of(items, today) if counted.measuring.per_year else [(None, items)]
    source = [asked.model_dump(mode="json", by_alias=True)]
    return [
        _row(counted, figure, year) | {"source": source, "period": last_day(year, today), "measured_at": now}
        for year, of_period in periods
        for figure in tally(of_period, deal, counted_wijken, counted.lowest, counted.target)
    ]


def last_day(year: int | None, today: date) -> date:
    return today if year is None else date(year, 12, 31)


def _row(counted: Tallied, figure: Figure, year: int | None) -> dict[str, Any]:
    """What was agreed for the whole area is no target of a wijk."""
    target = counted.target if counted.lowest or figure.area.kind == "deal" else None
    said = {
        "indicator_id": counted.indicator_id,
        "definition_version": counted.version,
        "measure": "value",
        "area_kind": figure.area.kind,
        "area_id": figure.area.id,
        "area_label": figure.area.label,
        "wijk": figure.area.wijk,
        "value": figure.value,
        "unit": counted.unit,
        "status": "impossible" if figure.value is None else "provisional",
        "status_reason": figure.impossible,
        "uncertainty": NO_SAMPLE,
        "target": target,
        "target_met": reaches(figure.value, target),
        "detail": figure.detail,
        "period_label": None if year is None else str(year),
        "period_starts": None if year is None else date(year, 1, 1),
        "period_ends": None if year is None else date(year, 12, 31),
    }
    return said | {"fingerprint": fingerprint(said)}
