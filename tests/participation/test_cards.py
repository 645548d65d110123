"""Cards are the activities of the list, with the one date that matters."""

from datetime import datetime
from typing import Any

import pytest

from services.contracts.participation import ActivityCard, FoundPage
from services.kit.hot import PageEnds, this_minute
from services.participation.activities.card_queries import card_page
from services.participation.activities.filters import CardFilters
from services.participation.activities.queries import activity_page
from tests.participation.conftest import World, soon
from tests.participation.test_exceptions import done
from tests.participation.test_full import say_full

ASKED: dict[str, dict[str, str]] = {
    "all": {},
    "by title": {"sort": "title"},
    "newest": {"sort": "newest"},
    "filters": {"wijk": "moerwijk", "free": "true", "partOfDay": "morning"},
    "days": {"from": soon(4), "to": soon(9)},
    "near": {"near": "52.0485,4.3", "sort": "near"},
    "words": {"q": "koffie"},
    "words that do not fit the filters": {"q": "koffie", "to": soon(2)},
    "second page": {"page": "2", "pageSize": "2"},
}


def asked_of(world: World, door: str, language: str = "tr", **query: str) -> dict[str, Any]:
    answer = world.client.get(f"/v1/{door}", params=query, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def cards(world: World, **query: str) -> list[ActivityCard]:
    return FoundPage[ActivityCard].model_validate(asked_of(world, "activity-cards", **query)).items


def furnish(world: World) -> None:
    turkish = {"tr": {"title": "Kahve sabahı", "summary": "Komşularınızla kahve için.", "description": "Kahve hazır."}}
    world.added(translations=turkish)
    world.added(title="Koffie op zondag", cost={"free": False, "text": "€ 2"}, joining="per-date", capacity=3)
    world.added(title="Elke avond", schedule=every_day(1, "19:00", "20:00"))


def every_day(first: int, start: str, end: str) -> dict[str, str]:
    days = "MO,TU,WE,TH,FR,SA,SU"
    return {
        "rrule": f"FREQ=WEEKLY;BYDAY={days}",
        "start": f"{soon(first)}T{start}",
        "end": f"{soon(first)}T{end}",
    }


@pytest.mark.parametrize("name", ASKED)
def test_they_are_the_same_in_the_same_order_and_tell_the_same(world: World, name: str) -> None:
    furnish(world)
    listed = asked_of(world, "activities", **ASKED[name])
    found = asked_of(world, "activity-cards", **ASKED[name])
    assert found["total"] == listed["total"]
    assert (found["next"] is None) == (listed["next"] is None)
    assert found.get("instead") == listed.get("instead")
    assert [as_card(each) for each in listed["items"]] == [told(each) for each in found["items"]]


def as_card(activity: dict[str, Any]) -> dict[str, Any]:
    """What a card tells of an activity, but for its date."""
    same = ("id", "title", "summary", "contentLanguage", "joining", "distance")
    place, schedule = activity["place"], activity["schedule"]
    return {name: activity[name] for name in same if name in activity} | {
        "category": activity["category"]["id"],
        "placeName": place["name"],
        "address": place["address"],
        "phone": place["phone"],
        "free": activity["cost"]["free"],
        "cost": activity["cost"]["text"],
        "rrule": schedule["rrule"],
        "scheduleStart": schedule["start"],
    }


def told(card: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in card.items() if name not in ("occurrenceId", "start", "end", "full")}


def days(found: list[ActivityCard]) -> list[str]:
    return [str(each.start.date()) if each.start else "" for each in found]


def test_the_date_fits_the_filters_and_goes_ahead(world: World) -> None:
    made = world.added()
    for week in range(4):
        done(world, made, kind="cancelled", date=soon(3 + 7 * week))
    assert days(cards(world)) == [soon(31)]
    assert days(cards(world, **{"from": soon(40)})) == [soon(45)]
    (one,) = cards(world, **{"from": soon(40), "to": soon(50)})
    assert one.start and one.end and (one.end - one.start).seconds == 2 * 3600


def test_where_no_date_fits_any_more_it_is_the_next_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was on this morning is over: then the card says when it is again."""
    world.added(schedule=every_day(1, "03:00", "04:00"))
    noon = datetime.fromisoformat(f"{soon(1)}T12:00Z")
    monkeypatch.setattr("services.participation.activities.cards.this_minute", lambda: noon)
    assert days(cards(world, **{"from": soon(1), "to": soon(1)})) == [soon(2)]


def test_a_page_goes_on_where_an_earlier_one_ended(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever pages were asked before, and also where many begin at one time."""
    for number in range(9):
        world.added(title=f"Koffie {number}")
    monkeypatch.setattr("services.kit.hot.ENDS", PageEnds())
    whole = [each.id for each in cards(world)]
    for page in (3, 1, 2, 4, 5, 3, 1):
        assert [each.id for each in cards(world, page=str(page), pageSize="2")] == whole[2 * page - 2 : 2 * page]
    world.added(title="Vroeger", schedule=every_day(1, "08:00", "09:00"))
    assert [each.id for each in cards(world, page="3", pageSize="2")] == whole[3:5]


def test_a_full_date_is_told_until_it_is_not_any_more(world: World) -> None:
    made = world.added()
    date = made["next"][0]["id"]
    for full in (True, False):
        assert say_full(world, date, full) == 200
        assert [each.full for each in cards(world)] == [full]
    say_full(world, made["next"][1]["id"], True)
    assert [each.full for each in cards(world)] == [False]
    assert [each.full for each in cards(world, **{"from": soon(9)})] == [True]


def test_the_status_is_not_to_be_asked(world: World) -> None:
    assert world.client.get("/v1/activity-cards", params={"status": "draft"}).status_code == 400
    assert world.client.get("/v1/activity-cards", params={"sort": "near"}).status_code == 400


def test_a_card_is_asked_with_less_than_a_list() -> None:
    asked = CardFilters()
    values = asked.values(this_minute())
    lean, whole = (page(asked.given, "next", 1, 20).at_the_moment(values) for page in (card_page, activity_page))
    assert len(lean) < len(whole) < 4096
