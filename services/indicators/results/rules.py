"""How the figures of Art. 3, pillar 1 are counted from what the other services answer. Pure; values are numbers.

Each count gives one `Figure` per area, as the aggregations of the definitions say: of a place the number of distinct
projects, of a wijk and of the deal the lowest number, with how many reach the target.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

STOPPED = "stopped"
NO_PLACE = "no-meeting-place"
"""Reason code: a lowest number of nothing does not exist."""
NO_WIJK = "no-wijk"

Question = Literal["wijken", "place-offers", "projects"]


@dataclass(frozen=True, slots=True)
class Project:
    """A project as the registry knows it."""

    title: str
    status: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A meeting place and the projects that it names in its activities of the coming weeks."""

    place_id: UUID
    name: str
    wijk: str
    project_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Area:
    kind: Literal["place", "wijk", "deal"]
    id: str
    label: str
    wijk: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the other services answered. `wijken`: slug to name, in order."""

    deal: Area
    wijken: Mapping[str, str]
    offers: Sequence[Offer]
    projects: Mapping[UUID, Project]


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of an area; None with a reason when there is nothing to count over."""

    area: Area
    value: int | None
    detail: dict[str, Any] = field(default_factory=dict)
    impossible: str | None = None


def counts(project: Project | None) -> bool:
    """A project counts when the registry knows it and it has not been stopped."""
    return project is not None and project.status != STOPPED


def reaches(value: float | None, target: float | None) -> bool | None:
    """At least the target; unknown when either is missing."""
    return None if value is None or target is None else value >= target


def projects_per_meeting_place(facts: Facts, target: float) -> list[Figure]:
    """Every place; of each wijk and of the deal the lowest place, and how many places reach the target (three)."""
    places = [_projects_at(offer, facts.projects) for offer in facts.offers]
    wijken = [
        _lowest_place(Area("wijk", slug, name, slug), [each for each in places if each.area.wijk == slug], target)
        for slug, name in facts.wijken.items()
    ]
    return [*places, *wijken, _lowest_place(facts.deal, places, target)]


def meeting_places_per_wijk(facts: Facts, target: float) -> list[Figure]:
    """Every wijk, also one without any; of the deal the lowest wijk, and how many wijken reach the target (one)."""
    wijken = [
        _meeting_places_in(Area("wijk", slug, name, slug), [each for each in facts.offers if each.wijk == slug])
        for slug, name in facts.wijken.items()
    ]
    reaching = sum(1 for each in wijken if reaches(each.value, target))
    detail = {"wijken": len(wijken), "wijkenReachingTarget": reaching}
    return [*wijken, _lowest(facts.deal, wijken, detail, NO_WIJK)]


def _projects_at(offer: Offer, registry: Mapping[UUID, Project]) -> Figure:
    known = {project_id: registry[project_id] for project_id in offer.project_ids if project_id in registry}
    counting = {project_id: project for project_id, project in known.items() if counts(project)}
    detail = {
        "projects": _named(counting),
        "stoppedProjects": _named({project_id: known[project_id] for project_id in known.keys() - counting.keys()}),
        "unknownProjects": sorted(str(project_id) for project_id in offer.project_ids - known.keys()),
    }
    return Figure(Area("place", str(offer.place_id), offer.name, offer.wijk), len(counting), detail)


def _named(projects: Mapping[UUID, Project]) -> list[dict[str, str]]:
    in_order = sorted((project.title, str(project_id)) for project_id, project in projects.items())
    return [{"id": project_id, "title": title} for title, project_id in in_order]


def _lowest_place(area: Area, places: Sequence[Figure], target: float) -> Figure:
    """Art. 3 promises three from *every* meeting place: an average would hide a place that offers fewer."""
    reaching = sum(1 for each in places if reaches(each.value, target))
    return _lowest(area, places, {"places": len(places), "placesWithThree": reaching}, NO_PLACE)


def _meeting_places_in(wijk: Area, offers: Sequence[Offer]) -> Figure:
    in_order = sorted((offer.name, str(offer.place_id)) for offer in offers)
    return Figure(wijk, len(offers), {"meetingPlaces": [{"id": place_id, "name": name} for name, place_id in in_order]})


def _lowest(area: Area, parts: Sequence[Figure], detail: dict[str, Any], nothing: str) -> Figure:
    values = [part.value for part in parts if part.value is not None]
    return Figure(area, min(values, default=None), detail, None if values else nothing)


@dataclass(frozen=True, slots=True)
class Count:
    """How an indicator is counted and from which answers."""

    figures: Callable[[Facts, float], list[Figure]]
    asks: frozenset[Question]


COUNTED: Mapping[str, Count] = {
    "projects-per-meeting-place": Count(projects_per_meeting_place, frozenset({"wijken", "place-offers", "projects"})),
    "meeting-places-per-wijk": Count(meeting_places_per_wijk, frozenset({"wijken", "place-offers"})),
}
"""The indicators that this service counts itself; the others come from surveys and registers."""
