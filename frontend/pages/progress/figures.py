"""Figures put together as a reader looks at them: per indicator the whole deal, its wijken, its places, and what they
say about what was agreed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from frontend.dates import full_day
from frontend.texts import label
from services.contracts.indicators import AssessmentShape, IndicatorShape, MeasurementShape

GROUPS = {"done": ("achieved", "on-track"), "behind": ("off-track",)}
UNSURE = "unsure"


@dataclass
class Figure:
    """One indicator with what was measured of it; `definition` is None while only the measurements are known, `said`
    while nobody could be asked how it stands."""

    id: str
    title: str
    definition: IndicatorShape | None
    deal: MeasurementShape | None = None
    wijken: list[MeasurementShape] = field(default_factory=list)
    places: list[MeasurementShape] = field(default_factory=list)
    said: AssessmentShape | None = None
    said_of_wijken: list[AssessmentShape] = field(default_factory=list)

    @property
    def share(self) -> tuple[int, int] | None:
        """How many of how many reach what was agreed, when the deal's figure says so."""
        detail = self.deal.detail if self.deal else {}
        for met, everything in (("placesWithThree", "places"), ("wijkenReachingTarget", "wijken")):
            if met in detail and everything in detail:
                return int(detail[met]), int(detail[everything])
        return None

    @property
    def judged(self) -> AssessmentShape | None:
        """None where there is nothing to say yet."""
        return self.said if self.said and self.said.verdict != "no-data" else None

    @property
    def is_known(self) -> bool:
        return bool(self.deal or self.wijken or self.judged)

    @property
    def group(self) -> str:
        """Under which heading a reader finds it; by what was counted where nobody said how it stands."""
        if self.said:
            return next((name for name, verdicts in GROUPS.items() if self.said.verdict in verdicts), UNSURE)
        met = self.deal.target_met if self.deal else None
        return UNSURE if met is None else "done" if met else "behind"

    @property
    def is_estimated(self) -> bool:
        """It has a margin, which a table of counts has no room for."""
        return any(each.lower is not None for each in (self.deal, *self.wijken) if each)

    @property
    def wijken_counted(self) -> list[MeasurementShape]:
        return [] if self.is_estimated else self.wijken

    @property
    def wijken_to_tell(self) -> list[AssessmentShape]:
        """Of what was not counted, the wijken of which there is a figure."""
        return [] if self.wijken_counted else [each for each in self.said_of_wijken if each.latest]

    @property
    def wijken_without(self) -> list[MeasurementShape]:
        """Of what was not counted, the wijken of which there is none: hidden, or impossible."""
        told = {each.area_id for each in self.wijken_to_tell}
        return [each for each in self.wijken if self.is_estimated and each.area_id not in told]

    @property
    def hides(self) -> bool:
        return any(each.status == "hidden" for each in (self.deal, *self.wijken, *self.places) if each)

    @property
    def explained(self) -> str | None:
        """What is measured, unless the newest definition is another than the figure was made with."""
        shown = self.deal or (self.said.latest if self.said else None)
        same = self.definition and (shown is None or shown.definition_version == self.definition.version)
        return self.definition.definition if self.definition and same else None


def figures(
    indicators: Iterable[IndicatorShape],
    measurements: Iterable[MeasurementShape],
    assessments: Iterable[AssessmentShape] = (),
) -> list[Figure]:
    """In the order of the definitions, also without a value. Of several periods the newest, which is first."""
    known = {indicator.id: Figure(indicator.id, indicator.title, indicator) for indicator in indicators}
    for said in assessments:
        figure = known.setdefault(said.indicator_id, Figure(said.indicator_id, said.title, None))
        if said.area_kind == "deal":
            figure.said = said
        else:
            figure.said_of_wijken.append(said)
    for measured in measurements:
        if measured.measure == "value":
            _add(known, measured)
    return list(known.values())


def _add(known: dict[str, Figure], measured: MeasurementShape) -> None:
    name = measured.indicator_id
    figure = known.setdefault(name, Figure(name, name.replace("-", " ").capitalize(), None))
    match measured.area_kind:
        case "deal":
            figure.deal = figure.deal or measured
        case "wijk":
            _once(figure.wijken, measured)
        case "place":
            _once(figure.places, measured)


def _once(kept: list[MeasurementShape], measured: MeasurementShape) -> None:
    if all(each.area_id != measured.area_id for each in kept):
        kept.append(measured)


def grouped(found: Iterable[Figure]) -> list[tuple[str, list[Figure]]]:
    """What was reached, what was not yet, and what can't be said; only the groups that have something."""
    known = [each for each in found if each.is_known]
    groups = [(name, [each for each in known if each.group == name]) for name in (*GROUPS, UNSURE)]
    return [(name, members) for name, members in groups if members]


def when(period: str, today: date) -> str:
    """`2021-najaar` as people say it: najaar 2021. A count is of one day."""
    year, _, part = period.partition("-")
    if not part:
        return year
    if part[0].isdigit():
        return full_day(date.fromisoformat(period), today)
    return f"{label('progress.season', part)} {year}"
