"""What is known of an indicator and its figures, put so that it can be judged. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.contracts.indicators import AreaKind
from services.indicators.assessments.chances import Amount
from services.indicators.assessments.rules import WITH_BASELINE, Agreement, Measured
from services.indicators.results.estimated import Period

ASSESSED: tuple[AreaKind, ...] = ("deal", "wijk", "place")
Placed = tuple[str, str]
"""Kind of area and area."""


@dataclass(frozen=True, slots=True)
class Area:
    kind: AreaKind
    id: str
    label: str
    wijk: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """One newest figure. `value` None: `status` says why."""

    id: UUID
    measure: str
    area: Area
    label: str
    ends: date
    value: float | None
    lower: float | None
    upper: float | None
    se: float | None
    df: float | None
    uncertainty: str
    status: str
    group: str | None
    version: int
    release: int | None
    starts: date | None = None
    dataset_ids: Sequence[UUID] = ()

    @property
    def period(self) -> Period | None:
        """None for a count of now."""
        return Period(label=self.label, starts=self.starts, ends=self.ends) if self.starts else None

    @property
    def amount(self) -> Amount | None:
        if self.value is None:
            return None
        if self.uncertainty == "sampling":
            return Amount(self.value, self.value, self.value, self.se or 0.0, self.df)
        low = self.value if self.lower is None else self.lower
        high = self.value if self.upper is None else self.upper
        return Amount(self.value, low, high)

    @property
    def measured(self) -> Measured | None:
        return Measured(self.amount, self.ends, self.group) if self.amount else None


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    content: Mapping[str, Any]
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Definition:
    """The version that holds, and all there were, the oldest first."""

    current: Version
    versions: Sequence[Version]

    @property
    def content(self) -> Mapping[str, Any]:
        return self.current.content

    @property
    def levels(self) -> set[str]:
        """For which areas it was agreed. A number for the whole area is no agreement about each wijk; where the deal
        stands for its lowest wijk or place, it is."""
        methods = {(each["level"], each["method"]) for each in self.content["aggregation"]}
        each_counts = self.content["target"]["comparison"] != "at-least" or ("deal", "minimum") in methods
        return {level for level, _ in methods} if each_counts else {"deal"}


@dataclass(frozen=True, slots=True)
class DealKnown:
    """`compared_with` is what arrears are measured against (Art. 1)."""

    area: Area
    baseline_year: int | None
    ends_on: date | None
    city: Area | None
    compared_with: str
    wijken: Sequence[Area]


def figure_from(row: Mapping[str, Any]) -> Known:
    area = Area(row["area_kind"], row["area_id"], row["area_label"], row["wijk"])
    return Known(
        row["id"], row["measure"], area, row["period_label"] or row["period"].isoformat(), row["ends"], row["value"],
        row["lower"], row["upper"], row["se"], row["df"], row["uncertainty"], row["status"],
        row["comparability_group"], row["definition_version"], row["release"], row["period_starts"], row["dataset_ids"],
    )  # fmt: skip


def definitions_from(rows: Iterable[Mapping[str, Any]]) -> dict[str, Definition]:
    """By indicator, in the order of the rows, which have each one's oldest version first."""
    versions: dict[str, list[Version]] = {}
    holding: dict[str, int] = {}
    for row in rows:
        versions.setdefault(row["id"], []).append(Version(row["of_version"], row["content"], row["loaded_at"]))
        holding[row["id"]] = row["version"]
    return {
        name: Definition(next(each for each in known if each.number == holding[name]), known)
        for name, known in versions.items()
    }


def deal_from(row: Mapping[str, Any]) -> DealKnown:
    city = row["city"] or {}
    return DealKnown(
        Area("deal", row["slug"], row["name"]),
        row["baseline_year"],
        row["ends_on"],
        Area("city", city["id"], city["label"]) if city else None,
        city.get("comparedWith", ""),
        [Area("wijk", each["id"], each["label"], each["id"]) for each in row["wijken"]],
    )


def agreement_of(content: Mapping[str, Any], deal: DealKnown) -> Agreement:
    """Where the definition names no end, the end of the deal is the end of the path."""
    period, target = content["period"], content["target"]
    starts, ends = (date.fromisoformat(each) if each else None for each in (period["starts"], period["ends"]))
    return Agreement(
        content["direction"], target["comparison"], target["value"], period["rule"], starts, ends or deal.ends_on
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """The two figures of a change. `latest` is None when there is nothing after the baseline."""

    latest: Known | None
    baseline: Known | None


def pair_of(figures: Sequence[Known], content: Mapping[str, Any], deal: DealKnown) -> Pair:
    """`figures` are of one area and measure, in the order of their periods."""
    if content["target"]["comparison"] not in WITH_BASELINE:
        return Pair(figures[-1] if figures else None, None)
    named = content["period"]["baseline"]
    first = [each for each in figures if is_baseline(each, named, deal.baseline_year)]
    baseline = first[-1] if first else None
    later = [each for each in figures if each not in first and (not baseline or each.ends > baseline.ends)]
    return Pair(later[-1] if later else None, baseline)


def is_baseline(figure: Known, named: str | None, year: int | None) -> bool:
    return figure.label == named if named else figure.ends.year == year


def areas_of(definition: Definition, deal: DealKnown, figures: Iterable[Known]) -> list[Area]:
    """The deal and its wijken where the definition speaks of them, also without a figure; places that have one."""
    expected = [deal.area, *deal.wijken]
    places = {each.area.id: each.area for each in figures if each.area.kind == "place"}
    in_order = sorted(places.values(), key=lambda area: (area.wijk or "", area.label, area.id))
    return [area for area in (*expected, *in_order) if area.kind in definition.levels]
