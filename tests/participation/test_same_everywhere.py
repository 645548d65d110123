"""A date that is cancelled, moved or left out is the same in lists, agenda, search and for who joined."""

from datetime import timedelta

from services.participation.clock import today
from tests.participation.conftest import World, soon
from tests.participation.joining import joined, link
from tests.participation.test_exceptions import Json, dates_everywhere, done, local, times
from tests.participation.test_schedules import closing, daily

WORD = "naailes"


def dates_in_searches(world: World, made: Json, days: int = 92) -> list[Json]:
    """As `dates_everywhere`, and the same again where they are found by a word."""
    own = dates_everywhere(world, made, days)
    last = (today() + timedelta(days=days)).isoformat()
    (listed,) = world.client.get("/v1/activities", params={"q": WORD}).json()["items"]
    asked = {"q": WORD, "pageSize": "100", "to": last}
    agenda = world.client.get("/v1/occurrences", params=asked).json()["items"]
    assert times(listed["next"]) == times(own)[:3]
    assert times(agenda) == times(own)[:100]
    return own


def test_cancelled_and_moved_dates_are_the_same_wherever_one_looks(world: World) -> None:
    made = world.added(title="Naailes", category="crafts", joining="per-date", capacity=4)
    first, second, third = (each["id"] for each in made["next"][:3])
    ali, bea, cem = (joined(world, date, name) for date, name in ((first, "Ali"), (second, "Bea"), (third, "Cem")))
    done(world, made, kind="cancelled", occurrenceId=first, reason="De beheerder is ziek.")
    done(world, made, kind="moved", occurrenceId=second, start=f"{soon(12)}T19:30")
    own = dates_in_searches(world, made)
    assert [(each["id"], each["status"]) for each in own[:3]] == [
        (first, "cancelled"),
        (second, "moved"),
        (third, "planned"),
    ]
    seen = [world.client.get(link(each)).json() for each in (ali, bea, cem)]
    assert [(each["occurrenceId"], each["status"]) for each in seen] == [
        (first, "cancelled"),
        (second, "enrolled"),
        (third, "enrolled"),
    ]
    assert [local(each) for each in seen] == [local(each) for each in own[:3]]
    people = world.client.get(f"/v1/occurrences/{second}/enrolments", headers=world.coordinator).json()["items"]
    assert [each["name"] for each in people] == ["Bea"]


def test_holidays_and_closed_days_are_left_out_wherever_one_looks(world: World) -> None:
    made = world.added(title="Naailes", schedule=daily(notIn=["school-holidays", "public-holidays"]))
    closing(world, **{"from": soon(5), "to": soon(6)})
    days = {local(each)[:10] for each in dates_in_searches(world, made, 80)}
    asked = {"from": soon(1), "to": soon(80), "wijk": "moerwijk"}
    holidays = world.client.get("/v1/holidays", params=asked).json()["items"]
    off = {soon(5), soon(6)} | {
        soon(n)
        for n in range(1, 81)
        for each in holidays
        if each["kind"] != "ramadan" and each["from"] <= soon(n) <= each["to"]
    }
    assert len(off) > 2
    assert days - {soon(0)} == {soon(n) for n in range(1, 81)} - off
