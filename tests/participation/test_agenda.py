"""The first dates of each of some days."""

from datetime import datetime
from typing import Any

import pytest

from services.contracts.participation import AgendaDay
from services.contracts.shapes import Page
from tests.participation.conftest import World, soon, wrong_names
from tests.participation.test_cards import every_day
from tests.participation.test_exceptions import done
from tests.participation.test_full import say_full
from tests.tokens import bearer


def agenda(world: World, **query: str) -> dict[str, list[Any]]:
    """Dates by day."""
    answer = world.client.get("/v1/agenda", params=query, headers={"Accept-Language": "tr"})
    found = Page[AgendaDay].model_validate(answer.json())
    assert (found.total, found.next) == (len(found.items), None)
    return {str(each.date): each.dates for each in found.items}


def titles(found: dict[str, list[Any]]) -> list[list[str]]:
    return [[each.title for each in dates] for dates in found.values()]


def test_each_day_has_its_own_first_dates_however_many_there_are_before(world: World) -> None:
    for number in range(5):
        world.added(title=f"Ochtend {number}", schedule=every_day(1, f"0{number + 4}:00", "23:00"))
    world.post(bearer("admin"), title="Elders", placeId=str(world.elsewhere), schedule=every_day(2, "03:00", "23:30"))
    found = agenda(world, **{"from": soon(1), "days": "3", "perDay": "2"})
    assert list(found) == [soon(1), soon(2), soon(3)]
    early = ["Ochtend 0", "Ochtend 1"]
    assert titles(found) == [early, ["Elders", "Ochtend 0"], ["Elders", "Ochtend 0"]]
    assert titles(agenda(world, wijk="moerwijk", **{"from": soon(1), "days": "2", "perDay": "2"})) == [early, early]
    assert titles(agenda(world, wijk="morgenstond", days="1")) == [[]]


def test_what_is_over_or_cancelled_is_not_in_it_and_what_is_full_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = world.added(schedule=every_day(1, "03:00", "04:00"), translations=TURKISH)
    done(world, made, kind="cancelled", date=soon(2))
    say_full(world, made["next"][2]["id"], True)
    noon = datetime.fromisoformat(f"{soon(1)}T12:00Z")
    monkeypatch.setattr("services.participation.activities.agenda.this_minute", lambda: noon)
    found = agenda(world, **{"from": soon(1), "days": "4"})
    assert titles(found) == [[], [], ["Kahve sabahı"], ["Kahve sabahı"]]
    assert [each.full for dates in found.values() for each in dates] == [True, False]


TURKISH = {"tr": {"title": "Kahve sabahı", "summary": "Komşularınızla kahve için.", "description": "Kahve hazır."}}


def test_wrong_questions_are_refused_by_name(world: World) -> None:
    asked = {"days": "99", "perDay": "0", "from": "morgen", "wijk": "Ergens Anders"}
    assert wrong_names(world.client.get("/v1/agenda", params=asked)) == set(asked)
