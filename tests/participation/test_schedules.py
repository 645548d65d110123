"""Holidays, closed places, previews, and dates further ahead than the table, over HTTP."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from services.contracts.participation import Holiday, HolidayKindShape, SchedulePreview
from services.contracts.shapes import Page
from services.kit.database import Database
from services.participation.activities.jobs import roll_forward
from services.participation.activities.schedule_rules import Refused, days_written, read_rule, rule_text
from services.participation.clock import today
from services.participation.schedules.date_rules import Moved, Schedule, dates_of, not_over
from services.participation.schedules.holiday_rules import SCHOOL_HOLIDAYS, days_off
from services.participation.schedules.loading import one_loaded
from services.participation.tables import activity, occurrence, schedule_exception
from tests.participation.conftest import ADMIN, World, soon, wrong_names
from tests.participation.test_date_rules import schedules
from tests.participation.test_exceptions import changed, dates_everywhere, done, make, undo
from tests.participation.test_schedule_rules import HERE
from tests.tokens import bearer

Json = dict[str, Any]


def test_the_holidays_of_a_year(client: httpx.Client) -> None:
    answer = client.get("/v1/holidays", params={"from": "2026-11-01", "to": "2027-10-31"})
    found = Page[Holiday].model_validate(answer.json())
    names = [each.name for each in found.items if each.kind == "school-holidays"]
    assert names == ["Kerstvakantie", "Voorjaarsvakantie", "Meivakantie", "Zomervakantie", "Herfstvakantie"]
    assert [each.from_ for each in found.items] == sorted(each.from_ for each in found.items)
    assert {each.name: each.to for each in found.items}["Ramadan"] == date(2027, 3, 8)
    assert client.get("/v1/holidays").json()["total"] > 10
    assert client.get("/v1/holidays", params={"wijk": "nowhere"}).json()["total"] > 10
    etag = answer.headers["etag"]
    again = client.get("/v1/holidays?from=2026-11-01&to=2027-10-31", headers={"If-None-Match": etag})
    assert again.status_code == 304


def test_how_far_holidays_are_known(client: httpx.Client) -> None:
    found = Page[HolidayKindShape].model_validate(client.get("/v1/holiday-kinds").json()).items
    school = found[1]
    assert [each.label for each in found] == ["Feestdagen", "Schoolvakanties", "Ramadan"]
    assert (school.region, found[0].known_until) == ("midden", None)
    assert school.known_until is not None
    assert school.known_until >= date(2030, 8, 25)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"from": "x", "wijk": "NO"}, {"from", "wijk"}),
        ({"from": "2026-01-02", "to": "2026-01-01"}, {"to"}),
        ({"from": "2026-01-01", "to": "2029-01-01"}, {"to"}),
        ({"from": "0001-01-01"}, {"from"}),
        ({"from": "9999-12-31"}, {"from"}),
        ({"to": "9999-12-31"}, {"to"}),
        ({"colour": "red"}, {"colour"}),
    ],
)
def test_a_wrong_period_is_refused(world: World, asked: Json, names: set[str]) -> None:
    assert wrong_names(world.client.get("/v1/holidays", params=asked)) == names
    path = f"/v1/activities/{world.added()['id']}/dates"
    assert wrong_names(world.client.get(path, params=asked)) == names


def daily(**parts: Any) -> Json:
    """Every day, so that holidays always matter."""
    rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"
    return {"rrule": rule, "start": f"{soon(0)}T23:00", "end": f"{soon(0)}T23:30"} | parts


def local_days(items: Sequence[Json]) -> list[date]:
    return [date.fromisoformat(item["start"][:10]) for item in items]


def test_holidays_are_left_out_everywhere_and_further_ahead_too(world: World) -> None:
    made = world.added(schedule=daily(notIn=["school-holidays", "public-holidays", "ramadan"]))
    assert made["schedule"]["notIn"] == ["public-holidays", "ramadan", "school-holidays"]
    dates_everywhere(world, made, 80)
    path = f"/v1/activities/{made['id']}/dates"
    whole = world.client.get(path).json()["items"]
    year = [today() + timedelta(days=n) for n in range(366)]
    off = days_off(["school-holidays", "public-holidays", "ramadan"], "midden", year[0], year[-1])
    assert {day for day in year if day not in off} == set(local_days(whole)) - {year[-1] + timedelta(days=1)}
    everything = changed(world, made, **daily(notIn=[]))
    assert len(world.client.get(path).json()["items"]) == 367
    assert everything["schedule"]["notIn"] == []


def test_the_demo_deal_says_whose_school_holidays_count(world: World, storage: Database) -> None:
    made = world.added()
    with storage.writing() as session:
        assert one_loaded(session, UUID(made["id"]), today()).schedule.region == "midden"


def closing(world: World, **body: Any) -> httpx.Response:
    return world.client.post(f"/v1/places/{world.here}/closures", json=body, headers=world.coordinator)


def test_a_closed_place_closes_all_that_is_done_there(world: World) -> None:
    these = [world.added(title=f"Koffie {n}") for n in range(3)]
    other = world.client.post("/v1/activities", json=world.body(placeId=str(world.there)), headers=ADMIN).json()
    before = {made["id"]: dates_everywhere(world, made) for made in (*these, other)}
    answer = closing(world, **{"from": soon(9), "to": soon(11)}, reason="Verbouwing")
    assert answer.status_code == 201
    for made in these:
        assert dates_everywhere(world, made) == [item for n, item in enumerate(before[made["id"]]) if n != 1]
        shown = world.client.get(f"/v1/activities/{made['id']}").json()["schedule"]["exceptions"]
        assert [(each["kind"], each["ofPlace"], each["reason"]) for each in shown] == [("closed", True, "Verbouwing")]
    assert dates_everywhere(world, other) == before[other["id"]]
    path = f"/v1/places/{world.here}/closures"
    assert world.client.get(path).json()["items"] == [answer.json()]
    for _ in range(2):
        gone = world.client.delete(f"{path}/{answer.json()['id']}", headers=world.coordinator)
        assert gone.status_code == 204
    assert {made["id"]: dates_everywhere(world, made) for made in (*these, other)} == before
    assert world.client.get(path).json()["total"] == 0


def test_what_is_added_later_knows_that_the_place_is_closed(world: World) -> None:
    closing(world, **{"from": soon(1), "to": soon(5)})
    made = world.added()
    assert local_days(dates_everywhere(world, made))[0] == today() + timedelta(days=10)
    assert wrong_names(make(world, made, kind="moved", date=soon(10), start=f"{soon(5)}T10:00")) == {"start"}
    (closure,) = made["schedule"]["exceptions"]
    assert undo(world, made, closure).status_code == 404


def test_closing_twice_is_closing_once(world: World) -> None:
    days = {"from": soon(1), "to": soon(5)}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: closing(world, **days), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    again = closing(world, **days, reason="Lekkage")
    assert (again.status_code, again.json()["id"]) == (200, answers[0].json()["id"])
    found = world.client.get(f"/v1/places/{world.here}/closures").json()["items"]
    assert [each["reason"] for each in found] == ["Lekkage"]


def test_activities_added_while_the_place_is_closed_miss_nothing(world: World) -> None:
    def act(number: int) -> int:
        if number % 3 == 0:
            return closing(world, **{"from": soon(number + 1), "to": soon(number + 2)}).status_code
        return world.post(title=f"Koffie {number}").status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(act, range(12))) == {201}
    shown = [
        len(world.client.get(f"/v1/activities/{item['id']}").json()["schedule"]["exceptions"])
        for item in world.client.get("/v1/activities").json()["items"]
    ]
    assert shown == [4] * 8


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, {"from", "to"}),
        ({"from": "DAY", "to": "2020-01-01", "colour": 1}, {"to", "colour"}),
        ({"from": "2020-01-01", "to": "2020-02-01"}, {"to"}),
        ({"from": "soon", "to": "later", "reason": "x" * 201}, {"from", "to", "reason"}),
    ],
)
def test_a_wrong_closure_is_refused(world: World, body: Json, names: set[str]) -> None:
    sent = {name: soon(3) if value == "DAY" else value for name, value in body.items()}
    assert wrong_names(closing(world, **sent)) == names


def test_who_does_not_work_for_the_place_does_not_close_it(world: World) -> None:
    days = {"from": soon(1), "to": soon(5)}
    path = f"/v1/places/{world.here}/closures"
    for headers, status in (({}, 401), (bearer("analyst"), 403), (bearer("coordinator", places=[world.there]), 403)):
        assert world.client.post(path, json=days, headers=headers).status_code == status
        assert world.client.delete(f"{path}/{uuid4()}", headers=headers).status_code == status
    nowhere = f"/v1/places/{uuid4()}/closures"
    assert world.client.get(nowhere).status_code == 404
    assert world.client.post(nowhere, json=days, headers=ADMIN).status_code == 404
    assert world.client.delete(f"{path}/{uuid4()}", headers=ADMIN).status_code == 404


def preview(world: World, **body: Any) -> httpx.Response:
    return world.client.post("/v1/schedule-previews", json=body, headers=world.coordinator)


def test_a_preview_shows_the_dates_and_those_that_are_left_out(world: World) -> None:
    closing(world, **{"from": soon(1), "to": soon(1)}, reason="Lekkage")
    schedule = daily(notIn=["school-holidays"])
    answer = preview(world, schedule=schedule, placeId=str(world.here), count=60)
    found = SchedulePreview.model_validate(answer.json())
    assert found.rrule == "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR,SA,SU"
    assert [each.start.date() for each in found.dates] == [today() + timedelta(days=n) for n in range(60)]
    off = days_off([SCHOOL_HOLIDAYS], "midden", today(), today() + timedelta(days=61))
    for each in found.dates[2:]:
        assert each.left_out == (each.start.date() in off)
        assert ("school-holidays" in [holiday.kind for holiday in each.holidays]) == (each.start.date() in off)
    assert (found.dates[1].left_out, found.dates[1].closed and found.dates[1].closed.reason) == (True, "Lekkage")
    saved = world.added(schedule=schedule)
    days = [each.start.date() for each in found.dates if not each.left_out]
    assert local_days(dates_everywhere(world, saved, 59)) == days
    assert world.client.get("/v1/activities").json()["total"] == 1


def test_a_preview_names_everything_that_is_wrong(world: World) -> None:
    schedule = daily(rrule="FREQ=DAILY", dates=[f"{soon(1)}T10:00:30"])
    assert wrong_names(preview(world, schedule=schedule, placeId=str(uuid4()))) == {
        "schedule.rrule",
        "schedule.dates",
        "placeId",
    }
    assert wrong_names(preview(world, schedule=schedule, count=0)) == {"schedule.rrule", "schedule.dates", "count"}
    assert wrong_names(preview(world)) == {"schedule"}
    assert world.client.post("/v1/schedule-previews", json={"schedule": daily()}).status_code == 401
    over = {"rrule": None, "start": f"{soon(-3)}T10:00", "end": f"{soon(-3)}T11:00"}
    assert preview(world, schedule=over).json()["dates"] == []


def test_ten_o_clock_in_the_table_over_both_changes_of_the_clock(world: World, storage: Database) -> None:
    """A year of written dates, as the nightly job writes them."""
    made = world.added()
    with storage.writing() as session:
        for weeks in range(0, 56, 4):
            roll_forward(session, today() + timedelta(weeks=weeks))
    with storage.reading() as connection:
        rows = connection.execute(
            b"SELECT starts_at AT TIME ZONE 'Europe/Amsterdam', starts_at AT TIME ZONE 'UTC'"
            b" FROM participation.occurrence ORDER BY starts_at"
        ).fetchall()
    assert len(rows) > 60
    assert {f"{local:%H:%M}" for local, _ in rows} == {"10:00"}
    assert {f"{utc:%H:%M}" for _, utc in rows} == {"09:00", "08:00"}
    items = world.client.get(f"/v1/activities/{made['id']}/dates").json()["items"]
    assert [datetime.fromisoformat(item["start"]).replace(tzinfo=None) for item in items] == [
        utc for _, utc in rows[: len(items)]
    ]


def test_rolling_forward_keeps_exceptions_and_holidays(world: World, storage: Database) -> None:
    made = world.added(schedule=daily(notIn=["school-holidays"]))
    far = 3 + 7 * 16
    done(world, made, kind="cancelled", date=soon(far))
    done(world, made, kind="moved", date=soon(far + 30), start=f"{soon(far)}T08:00")
    closing(world, **{"from": soon(far + 1), "to": soon(far + 9)})
    later = today() + timedelta(weeks=5)
    with storage.writing() as session:
        roll_forward(session, later)
        each = one_loaded(session, UUID(made["id"]), today())
        rows = session.execute(select(occurrence.c.id, occurrence.c.status, occurrence.c.starts_at)).all()
    wanted = not_over(dates_of(each.schedule, (today(), days_written(later)[1])), datetime.now(UTC))
    assert {(row.id, row.status, row.starts_at) for row in rows} == {(w.id, w.status, w.starts_at) for w in wanted}
    assert {row.status for row in rows} == {"planned", "cancelled", "moved"}


def test_exceptions_that_are_over_are_no_longer_shown(world: World, storage: Database) -> None:
    made = world.added()
    done(world, made, kind="cancelled", date=soon(3))
    with storage.writing() as session:
        roll_forward(session, today() + timedelta(days=4))
        assert session.scalar(select(activity.c.exceptions)) == []
        assert session.scalar(select(schedule_exception.c.id)) is not None


def test_a_night_puts_right_what_the_table_has_wrong(world: World, storage: Database) -> None:
    """As after an update of the holidays: a date too many, one too few."""
    made = world.added()
    ids = [item["id"] for item in made["next"]]
    with storage.writing() as session:
        session.execute(occurrence.delete().where(occurrence.c.id == UUID(ids[2])))
        session.execute(occurrence.update().where(occurrence.c.id == UUID(ids[3])).values(status="cancelled"))
        roll_forward(session, today() + timedelta(days=1))
    after = world.client.get(f"/v1/activities/{made['id']}").json()["next"]
    assert [(item["id"], item["status"]) for item in after] == [(id_, "planned") for id_ in ids]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(schedules(), some.integers(-40, 8))
def test_table_and_rule_say_the_same_where_both_have_dates(
    world: World, storage: Database, drawn: Schedule, weeks: int
) -> None:
    """Any schedule, begun before today or not, with exceptions; those that would be refused are."""
    by = timedelta(weeks=(today() - drawn.start.date()).days // 7 + weeks)
    text = str(rule_text(drawn.rule, drawn.zone)).split(";UNTIL")[0]
    days = (drawn.start + by + timedelta(days=n) for n in range(70))
    start = next(day for day in days if not isinstance(read_rule(text, day, HERE), Refused))
    schedule: Json = {"rrule": text, "start": start.isoformat(), "end": (start + drawn.lasts).isoformat()}
    schedule |= {"dates": [(each + by).isoformat() for each in drawn.dates if each + by > start]}
    made = world.added(schedule=schedule | {"notIn": sorted(drawn.not_in)})
    for at, change in drawn.by_hand.items():
        sent = {"kind": "cancelled", "date": (at + by).isoformat()}
        if isinstance(change, Moved):
            sent |= {"kind": "moved", "start": (change.start + by).isoformat(), "end": (change.end + by).isoformat()}
        assert make(world, made, **sent).status_code in (200, 201, 400)
    for closed in drawn.closed:
        make(world, made, kind="closed", **{"from": f"{closed.first_day + by}", "to": f"{closed.last_day + by}"})
    dates_everywhere(world, made)
    world.client.delete(f"/v1/activities/{made['id']}", headers=world.coordinator | {"If-Match": '"1"'})
