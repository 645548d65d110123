"""Words of time are looked up among the dates, and said back."""

from datetime import date
from typing import Any

import pytest

from tests.participation.conftest import World, soon
from tests.participation.test_search import found, titles

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def once(day: str, start: str = "10:00", end: str = "11:00") -> dict[str, Any]:
    return {"rrule": None, "start": f"{day}T{start}:00", "end": f"{day}T{end}:00"}


def weekday_of(days: int) -> int:
    return date.fromisoformat(soon(days)).isoweekday()


def called(days: int) -> str:
    return WEEKDAYS[weekday_of(days) - 1]


@pytest.fixture
def offer(world: World) -> World:
    """Coffee in the morning and in the evening of tomorrow, and dancing in three days."""
    world.added(title="Koffie met gebak", summary="Drink mee.", schedule=once(soon(1)))
    world.added(title="Koffie laat", summary="Drink mee.", schedule=once(soon(1), "19:00", "20:00"))
    world.added(title="Zumba", summary="Dans mee met ons.", category="sport", schedule=once(soon(3)))
    return world


def test_a_moment_goes_with_the_other_words(offer: World) -> None:
    page = found(offer, "koffie morgenavond")
    assert titles(page) == ["Koffie laat"]
    tomorrow = {"firstDay": soon(1), "lastDay": soon(1)}
    assert page["when"] == {"weekdays": [], "partsOfDay": ["evening"], **tomorrow}
    assert titles(found(offer, f"koffie {called(1)}ochtend")) == ["Koffie met gebak"]
    assert titles(found(offer, f"zumba op {called(3)}")) == ["Zumba"]
    assert "when" not in found(offer, "koffie")


@pytest.mark.parametrize("path", ["/v1/activities", "/v1/activity-cards", "/v1/occurrences"])
def test_who_only_says_when_sees_what_is_soonest(offer: World, path: str) -> None:
    page = found(offer, "wat is er morgen te doen", path)
    assert (titles(page), page["total"]) == (["Koffie met gebak", "Koffie laat"], 2)
    assert titles(found(offer, "yarın", path)) == ["Koffie met gebak", "Koffie laat"]


def test_where_there_is_nothing_then_it_is_said_and_other_days_are_shown(offer: World) -> None:
    page = found(offer, "zumba morgen")
    assert titles(page) == ["Zumba"]
    assert page["instead"] == {"reason": "other-filters", "dropped": ["from", "to"]}
    assert found(offer, "vandaag")["instead"] == {"reason": "other-filters", "dropped": ["to"]}


def test_a_filter_that_was_chosen_comes_before_a_word(offer: World) -> None:
    page = found(offer, "zumba morgen", **{"from": soon(3)})
    assert (titles(page), "when" in page, "instead" in page) == (["Zumba"], False, False)
    assert titles(found(offer, "koffie avond", partOfDay="morning"))[0] == "Koffie met gebak"
    assert titles(found(offer, f"koffie {called(3)}", weekday=weekday_of(1)))[0] == "Koffie met gebak"


def test_a_date_that_is_cancelled_is_nothing_to_do(offer: World) -> None:
    (dance,) = found(offer, "zumba")["items"]
    cancelled = {"kind": "cancelled", "date": f"{soon(3)}T10:00:00", "reason": "De zaal is dicht."}
    path = f"/v1/activities/{dance['id']}/exceptions"
    answer = offer.client.post(path, json=cancelled, headers=offer.coordinator | {"If-Match": '"1"'})
    assert answer.status_code == 201, answer.text
    assert "Zumba" not in titles(found(offer, called(3)))


def test_the_counts_beside_it_know_the_moment(offer: World) -> None:
    def counted(q: str) -> dict[str, Any]:
        answer: dict[str, Any] = offer.client.get("/v1/activity-counts", params={"q": q}).json()
        return answer

    assert counted("koffie morgenavond")["total"] == 1
    assert counted("koffie morgenavond")["partOfDay"] == {"morning": 1, "evening": 1}
    assert (counted("morgen")["total"], counted("morgen")["category"]) == (2, {"meeting": 2})
