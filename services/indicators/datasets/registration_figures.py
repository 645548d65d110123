"""From registrations to figures: distinct persons in the window, over all files together (Art. 3). Pure.

A person counts once per indicator and may count in several. They live where the registration first says so within the
window; who then lived elsewhere is not of the deal's area, and where no file knows it, they count for the deal alone.
So the wijken never add up to more than the deal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl

from services.contracts.deal_indicators import IndicatorDefinition
from services.contracts.indicators import AreaKind
from services.contracts.indicators.datasets import ELSEWHERE, DatasetMetadata
from services.indicators.datasets.definitions import Edition
from services.indicators.datasets.period_rules import period_of
from services.indicators.datasets.survey_figures import Place
from services.indicators.results.estimated import Estimated, Period

COUNTED = {"kind": "none", "reason": "count"}


@dataclass(frozen=True, slots=True)
class Registration:
    """One data set: its rows have `person`, `date`, `event` and, where the file knows it, `area`."""

    id: UUID
    metadata: DatasetMetadata
    uploaded_on: date
    rows: pl.DataFrame

    @property
    def until(self) -> date:
        """The last day that it can tell about."""
        days = self.metadata.fieldwork
        return min(days.end if days else period_of(self.metadata.period).ends, self.uploaded_on)


def registration_figures(edition: Edition, files: Sequence[Registration], place: Place) -> list[Estimated]:
    """`files` are all that count for this indicator: no other took their place."""
    window = window_of(edition.definition, max((each.until for each in files), default=date.min))
    if window is None or not files:
        return []
    persons = persons_of(edition.indicator_id, files, window)
    numbers = dict(persons.filter(pl.col("area").is_not_null()).group_by("area").len().iter_rows())
    of_deal = persons.height - numbers.get(ELSEWHERE, 0)
    figures = [_told(edition, files, window, "deal", *place.deal, None, of_deal)]
    if any("area" in each.rows.columns for each in files):
        for slug, name in place.wijken.items():
            figures.append(_told(edition, files, window, "wijk", slug, name, slug, numbers.get(slug, 0)))
    return figures


def window_of(definition: IndicatorDefinition, until: date) -> Period | None:
    """The window of the deal, as far as the files tell; None where the deal names none or it has not begun."""
    starts, ends = definition.period.starts, definition.period.ends
    if starts is None or ends is None or until < starts:
        return None
    return Period(label=f"{starts.year}-{ends.year}", starts=starts, ends=min(ends, until))


def persons_of(indicator: str, files: Sequence[Registration], window: Period) -> pl.DataFrame:
    """`person` and `area` (null: not known) of everybody who counts, once each."""
    return (
        pl.concat([_events(indicator, each) for each in files])
        .filter(pl.col("date").is_between(window.starts, window.ends))
        .sort("date")
        .group_by("person")
        .agg(pl.col("area").drop_nulls().first())
    )


def _events(indicator: str, file: Registration) -> pl.DataFrame:
    words = file.metadata.events.get(indicator, [])
    area = pl.col("area").cast(pl.String) if "area" in file.rows.columns else pl.lit(None, pl.String).alias("area")
    return file.rows.filter(pl.col("event").cast(pl.String).is_in(words)).select("person", "date", area)


def _told(
    edition: Edition, files: Sequence[Registration], window: Period, kind: AreaKind, area: str, label: str,
    wijk: str | None, value: int,
) -> Estimated:  # fmt: skip
    definition = edition.definition
    return Estimated(
        indicator_id=edition.indicator_id,
        definition_version=edition.version,
        area_kind=kind,
        area_id=area,
        area_label=label,
        wijk=wijk,
        period=window,
        value=value,
        unit=definition.unit["nl"],
        uncertainty=COUNTED,
        comparability_group=definition.comparability_group,
        dataset_ids=sorted(each.id for each in files),
        **_target(definition, kind, value),
    )


def _target(definition: IndicatorDefinition, kind: AreaKind, value: int) -> Mapping[str, Any]:
    """What was agreed was agreed for the whole area."""
    target = definition.target.value
    if kind != "deal" or target is None:
        return {}
    return {"target": target, "target_met": value >= target}
