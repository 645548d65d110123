"""From a survey to its figures: per wijk, Zuidwest and city, and the gap to the city that contains them. Pure.

A wijk is a domain of the whole design: nobody is filtered away before the spread is measured (Art. 1, 3).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import polars as pl

from services.contracts.indicators import AreaKind, Measure
from services.contracts.indicators.datasets import ELSEWHERE, DatasetMetadata
from services.indicators.datasets.definitions import Edition, items_of, scale_of
from services.indicators.datasets.period_rules import period_of
from services.indicators.estimation import figures
from services.indicators.estimation.estimates import LEVEL, Estimate, estimate, interval, logit_interval
from services.indicators.estimation.problems import Unusable
from services.indicators.estimation.sample import Sample, sample_of
from services.indicators.estimation.score import scores
from services.indicators.results.estimated import Estimated

DESIGN = ("weight", "stratum", "psu", "fpc")
PERCENT = 100.0
NOBODY = "no-respondents"
"""Reason code: nobody of the area answered."""


@dataclass(frozen=True, slots=True)
class Area:
    kind: AreaKind
    id: str
    label: str
    within: Callable[[str | None], bool]
    wijk: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The deal's area: its wijken (slug to name) and the city that contains it, each with id and name."""

    deal: tuple[str, str]
    city: tuple[str, str]
    wijken: Mapping[str, str]


def survey_figures(
    answers: pl.DataFrame, metadata: DatasetMetadata, editions: Sequence[Edition], place: Place, dataset_id: UUID
) -> list[Estimated]:
    """`answers` are those of `SurveyIntake`: design, area, and a value per question."""
    return [
        figure
        for edition in editions
        for figure in Survey(answers, metadata, edition, dataset_id).figures(areas_of(answers, place))
    ]


def areas_of(answers: pl.DataFrame, place: Place) -> list[Area]:
    """The wijken and Zuidwest; the city only where the file has people of elsewhere."""
    wijken = [Area("wijk", slug, name, figures.domain(slug), slug) for slug, name in place.wijken.items()]
    zuidwest = Area("deal", *place.deal, lambda group: group in place.wijken)
    there = (answers["area"] == ELSEWHERE).any()
    return [*wijken, zuidwest, *([Area("city", *place.city, figures.everyone)] if there else [])]


class Survey:
    """One indicator of one survey."""

    def __init__(self, answers: pl.DataFrame, metadata: DatasetMetadata, edition: Edition, dataset_id: UUID) -> None:
        self.metadata, self.edition, self.dataset_id = metadata, edition, dataset_id
        self.definition = edition.definition
        self.share = self.definition.share is not None
        self.sample: Sample = sample_of(answers.select(*_design(answers), y_of(answers, edition)))
        self.asked = asked_per_area(answers, items_of(self.definition))

    def figures(self, areas: Sequence[Area]) -> Iterator[Estimated]:
        city = next((area for area in areas if area.kind == "city"), None)
        for area in areas:
            yield self._value(area)
            if city and area is not city and (gap := self._gap(area, city)):
                yield gap

    def _value(self, area: Area) -> Estimated:
        found = self._estimate(area)
        if found is None:
            unit, status = self.definition.unit["nl"], {"status": "impossible", "status_reason": NOBODY}
            return self._told(area, "value", unit, {"value": None, **status}, "t")
        bounds = (logit_interval if self.share else interval)(found)
        values = self._numbers(found, (bounds.lower, bounds.upper) if bounds else None)
        return self._told(area, "value", self.definition.unit["nl"], values, "logit t" if self.share else "t")

    def _gap(self, area: Area, city: Area) -> Estimated | None:
        """Area − city: the city contains the area, and their covariance counts."""
        found = self._estimate(area, less=city)
        if found is None:
            return None
        bounds = interval(found)
        values = self._numbers(found, (bounds.lower, bounds.upper) if bounds else None)
        return self._told(area, "gap", self.definition.target.unit["nl"], values, "t")

    def _estimate(self, area: Area, less: Area | None = None) -> Estimate | None:
        try:
            figure = figures.mean(self.sample, area.within)
            if less:
                figure = figure.less(figures.mean(self.sample, less.within))
            return estimate(self.sample, figure, self.metadata.lonely_strata)
        except Unusable:
            return None

    def _numbers(self, found: Estimate, bounds: tuple[float, float] | None) -> dict[str, Any]:
        times = PERCENT if self.share else 1.0
        lower, upper = bounds or (None, None)
        return {
            "value": found.value * times,
            "se": found.se * times,
            "df": float(found.df),
            "lower": None if lower is None else lower * times,
            "upper": None if upper is None else upper * times,
            "level": LEVEL if bounds else None,
        }

    def _told(self, area: Area, measure: Measure, unit: str, values: dict[str, Any], method: str) -> Estimated:
        answered, people = self._answered(area)
        return Estimated(
            indicator_id=self.edition.indicator_id,
            definition_version=self.edition.version,
            measure=measure,
            area_kind=area.kind,
            area_id=area.id,
            area_label=area.label,
            wijk=area.wijk,
            period=period_of(self.metadata.period),
            unit=unit,
            uncertainty={
                "kind": "sampling",
                "variance": "taylor linearisation",
                "interval": method,
                "lonelyStrata": self.metadata.lonely_strata,
            },
            respondents=answered,
            denominator=people,
            comparability_group=self.definition.comparability_group,
            dataset_ids=[self.dataset_id],
            detail=self._non_response(area, answered),
            **values,
        )

    def _answered(self, area: Area) -> tuple[int, float]:
        """How many answered enough, and for how many people they stand."""
        cells = [cell for cell in self.sample.cells if area.within(cell.group)]
        return sum(cell.rows for cell in cells), sum(cell.w for cell in cells)

    def _non_response(self, area: Area, answered: int) -> dict[str, Any]:
        """Of the area: how many were asked, how many count, and how many gave no answer to each question."""
        there = [row for group, row in self.asked.items() if area.within(group)]
        return {
            "asked": sum(row["asked"] for row in there),
            "counted": answered,
            "notAnswered": {item: sum(row[item] for row in there) for item in items_of(self.definition)},
        }


def _design(answers: pl.DataFrame) -> list[pl.Expr]:
    return [pl.col(name) for name in DESIGN if name in answers.columns] + [pl.col("area").alias("group")]


def y_of(answers: pl.DataFrame, edition: Edition) -> pl.Series:
    """The score of each respondent, or 1 and 0 for who is and is not of the share; null without answer."""
    if scale := scale_of(edition.definition):
        return scores(answers, scale).alias("y")
    share = edition.definition.share
    assert share, f"{edition.indicator_id} is made from no survey"
    return answers.select(pl.col(share.item).is_in(share.values).cast(pl.Float64).alias("y")).to_series()


def asked_per_area(answers: pl.DataFrame, items: Sequence[str]) -> dict[str, dict[str, int]]:
    counted = answers.group_by("area").agg(pl.len().alias("asked"), *(pl.col(item).null_count() for item in items))
    return {str(row["area"]): row for row in counted.iter_rows(named=True)}
