"""Measurements put together as a reader looks at them: per indicator the whole deal, its wijken, its places."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from services.contracts.indicators import IndicatorShape, MeasurementShape


@dataclass
class Figure:
    """One indicator with what was measured of it; `definition` is None while only the measurements are known."""

    id: str
    title: str
    definition: IndicatorShape | None
    deal: MeasurementShape | None = None
    wijken: list[MeasurementShape] = field(default_factory=list)
    places: list[MeasurementShape] = field(default_factory=list)

    @property
    def share(self) -> tuple[int, int] | None:
        """How many of how many reach what was agreed, when the deal's figure says so."""
        detail = self.deal.detail if self.deal else {}
        for met, everything in (("placesWithThree", "places"), ("wijkenReachingTarget", "wijken")):
            if met in detail and everything in detail:
                return int(detail[met]), int(detail[everything])
        return None


def figures(indicators: Iterable[IndicatorShape], measurements: Iterable[MeasurementShape]) -> list[Figure]:
    """In the order of the definitions; only what has been measured, whether or not there is a value."""
    known = {indicator.id: Figure(indicator.id, indicator.title, indicator) for indicator in indicators}
    for measured in measurements:
        name = measured.indicator_id
        figure = known.setdefault(name, Figure(name, name.replace("-", " ").capitalize(), None))
        match measured.area_kind:
            case "deal":
                figure.deal = measured
            case "wijk":
                figure.wijken.append(measured)
            case "place":
                figure.places.append(measured)
    return [figure for figure in known.values() if figure.deal or figure.wijken]


def plain(value: float | None) -> str:
    """A number as the Dutch write it: counts without decimals, others with a comma."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else f"{value:.1f}".replace(".", ",")
