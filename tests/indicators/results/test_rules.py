"""The counts of Art. 3, pillar 1, by example and as laws that hold for whatever the services answer."""

from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.indicators.results.rules import (
    Area,
    Facts,
    Figure,
    Offer,
    Project,
    meeting_places_per_wijk,
    projects_per_meeting_place,
    reaches,
)

SPACE = UUID("00000000-0000-0000-0000-000000000001")
DEAL = Area("deal", "den-haag-zuidwest", "Den Haag Zuidwest")
WIJKEN = {"bouwlust": "Bouwlust", "vrederust": "Vrederust", "morgenstond": "Morgenstond", "moerwijk": "Moerwijk"}
THREE, ONE = 3, 1


def the(name: str) -> UUID:
    return uuid5(SPACE, name)


def offer(name: str, wijk: str, *projects: str) -> Offer:
    return Offer(the(name), name, wijk, frozenset(the(project) for project in projects))


def registry(*running: str, **others: str) -> dict[UUID, Project]:
    statuses = dict.fromkeys(running, "running") | others
    return {the(title): Project(title, status) for title, status in statuses.items()}


def facts(*offers: Offer, projects: dict[UUID, Project] | None = None) -> Facts:
    return Facts(DEAL, WIJKEN, offers, projects or {})


def of(figures: list[Figure], area_id: str) -> Figure:
    (found,) = [figure for figure in figures if figure.area.id == area_id]
    return found


def test_a_place_counts_each_project_that_the_registry_knows() -> None:
    asked = facts(offer("De Wissel", "moerwijk", "taal", "tuin", "koken"), projects=registry("taal", "tuin", "sport"))
    figure = of(projects_per_meeting_place(asked, THREE), str(the("De Wissel")))
    assert figure.value == 2
    assert [project["title"] for project in figure.detail["projects"]] == ["taal", "tuin"]
    assert figure.detail["unknownProjects"] == [str(the("koken"))]
    assert figure.area.wijk == "moerwijk"


@pytest.mark.parametrize("status", ["idea", "feasibility", "intended", "running", "finished"])
def test_a_project_counts_whatever_its_status(status: str) -> None:
    asked = facts(offer("De Wissel", "moerwijk", "taal"), projects=registry(taal=status))
    assert of(projects_per_meeting_place(asked, THREE), "moerwijk").value == 1


def test_a_stopped_project_does_not_count_and_is_named() -> None:
    asked = facts(offer("De Wissel", "moerwijk", "taal", "tuin"), projects=registry("tuin", taal="stopped"))
    figure = of(projects_per_meeting_place(asked, THREE), str(the("De Wissel")))
    assert figure.value == 1
    assert figure.detail["stoppedProjects"] == [{"id": str(the("taal")), "title": "taal"}]
    assert figure.detail["unknownProjects"] == []


def test_a_wijk_has_the_value_of_its_lowest_place_and_says_how_many_offer_three() -> None:
    known = registry("a", "b", "c", "d")
    asked = facts(
        offer("De Wissel", "moerwijk", "a", "b", "c", "d"),
        offer("Het Trefpunt", "moerwijk", "a", "b", "c"),
        offer("De Kamer", "moerwijk", "a"),
        offer("Elders", "bouwlust", "a", "b"),
        projects=known,
    )
    figures = projects_per_meeting_place(asked, THREE)
    assert of(figures, "moerwijk") == Figure(
        Area("wijk", "moerwijk", "Moerwijk", "moerwijk"), 1, {"places": 3, "placesWithThree": 2}
    )
    assert of(figures, "bouwlust").detail == {"places": 1, "placesWithThree": 0}
    assert of(figures, DEAL.id) == Figure(DEAL, 1, {"places": 4, "placesWithThree": 2})


def test_a_third_project_turns_two_into_three_and_n_into_one_more() -> None:
    known = registry("a", "b", "c")
    before = projects_per_meeting_place(facts(offer("De Wissel", "moerwijk", "a", "b"), projects=known), THREE)
    after = projects_per_meeting_place(facts(offer("De Wissel", "moerwijk", "a", "b", "c"), projects=known), THREE)
    assert (of(before, "moerwijk").value, of(after, "moerwijk").value) == (2, 3)
    assert of(before, DEAL.id).detail == {"places": 1, "placesWithThree": 0}
    assert of(after, DEAL.id).detail == {"places": 1, "placesWithThree": 1}


def test_a_wijk_without_meeting_place_has_no_lowest_place() -> None:
    figure = of(projects_per_meeting_place(facts(), THREE), "vrederust")
    assert figure.value is None
    assert figure.impossible == "no-meeting-place"
    assert figure.detail == {"places": 0, "placesWithThree": 0}


def test_a_wijk_without_meeting_place_has_zero_of_them() -> None:
    figures = meeting_places_per_wijk(facts(offer("De Wissel", "moerwijk"), offer("De Kamer", "moerwijk")), ONE)
    assert {figure.area.id: figure.value for figure in figures} == {
        "bouwlust": 0, "vrederust": 0, "morgenstond": 0, "moerwijk": 2, DEAL.id: 0,
    }  # fmt: skip
    assert of(figures, DEAL.id).detail == {"wijken": 4, "wijkenReachingTarget": 1}
    assert [place["name"] for place in of(figures, "moerwijk").detail["meetingPlaces"]] == ["De Kamer", "De Wissel"]


def test_a_deal_without_wijken_has_no_lowest_wijk() -> None:
    figures = meeting_places_per_wijk(Facts(DEAL, {}, [], {}), ONE)
    assert [(figure.value, figure.impossible) for figure in figures] == [(None, "no-wijk")]


@pytest.mark.parametrize(
    ("value", "target", "met"), [(2, 3, False), (3, 3, True), (4, 3, True), (None, 3, None), (3, None, None)]
)
def test_a_target_is_met_from_its_value_on(value: int | None, target: float | None, met: bool | None) -> None:
    assert reaches(value, target) is met


names = st.sampled_from([f"project {number}" for number in range(6)])
offers = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(sorted(WIJKEN)), st.frozensets(names)),
    unique_by=lambda row: row[0],
    max_size=12,
).map(lambda rows: [offer(f"plek {number}", wijk, *projects) for number, wijk, projects in rows])
registries = st.dictionaries(names, st.sampled_from(["idea", "running", "finished", "stopped"])).map(
    lambda statuses: {the(title): Project(title, status) for title, status in statuses.items()}
)


@given(offers, registries, st.integers(1, 4))
def test_every_place_is_in_exactly_one_wijk_and_in_the_deal(
    given_offers: list[Offer], known: dict[UUID, Project], target: int
) -> None:
    figures = projects_per_meeting_place(facts(*given_offers, projects=known), target)
    places = [figure for figure in figures if figure.area.kind == "place"]
    wijken = [figure for figure in figures if figure.area.kind == "wijk"]
    deal = of(figures, DEAL.id)
    assert len(places) == len(given_offers) == deal.detail["places"] == sum(each.detail["places"] for each in wijken)
    assert deal.detail["placesWithThree"] == sum(each.detail["placesWithThree"] for each in wijken)
    assert deal.detail["placesWithThree"] == sum(
        1 for each in places if each.value is not None and each.value >= target
    )
    assert deal.value == min((each.value for each in places if each.value is not None), default=None)
    assert (deal.value is not None and deal.value >= target) == (0 < len(places) == deal.detail["placesWithThree"])


@given(offers, registries)
def test_each_named_project_is_counted_or_said_why_not(given_offers: list[Offer], known: dict[UUID, Project]) -> None:
    figures = {each.area.id: each for each in projects_per_meeting_place(facts(*given_offers, projects=known), THREE)}
    for each in given_offers:
        detail = figures[str(each.place_id)].detail
        counted = {project["id"] for project in detail["projects"]}
        stopped = {project["id"] for project in detail["stoppedProjects"]}
        unknown = set(detail["unknownProjects"])
        assert len(counted) == figures[str(each.place_id)].value
        assert len(counted) + len(stopped) + len(unknown) == len(each.project_ids)
        assert counted | stopped | unknown == {str(project_id) for project_id in each.project_ids}


@given(offers, registries)
def test_the_order_of_the_answers_does_not_matter(given_offers: list[Offer], known: dict[UUID, Project]) -> None:
    there = projects_per_meeting_place(facts(*given_offers, projects=known), THREE)
    back = projects_per_meeting_place(facts(*reversed(given_offers), projects=known), THREE)
    assert sorted(there, key=lambda each: each.area.id) == sorted(back, key=lambda each: each.area.id)


@given(offers)
def test_meeting_places_of_the_wijken_add_up_to_all(given_offers: list[Offer]) -> None:
    figures = meeting_places_per_wijk(facts(*given_offers), ONE)
    wijken = [figure.value or 0 for figure in figures if figure.area.kind == "wijk"]
    assert sum(wijken) == len(given_offers)
    assert len(wijken) == len(WIJKEN)
    assert of(figures, DEAL.id).value == min(wijken)
