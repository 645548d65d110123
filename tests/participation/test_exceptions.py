"""What a volunteer does about dates in one action: seen the same everywhere, safe to repeat, undone in one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx
import pytest

from services.contracts.participation import ActivityShape, ExceptionShape
from services.kit.database import Database
from services.kit.hot import this_minute
from services.participation.clock import today
from tests.participation.conftest import ADMIN, World, soon, wrong_names
from tests.tokens import bearer

HERE = ZoneInfo("Europe/Amsterdam")
Json = dict[str, Any]


def make(world: World, made: Json, **body: Any) -> httpx.Response:
    path = f"/v1/activities/{made['id']}/exceptions"
    return world.client.post(path, json=body, headers=world.coordinator)


def done(world: World, made: Json, **body: Any) -> Json:
    answer = make(world, made, **body)
    assert answer.status_code in (200, 201), answer.text
    found: Json = answer.json()
    return found


def undo(world: World, made: Json, exception: Json) -> httpx.Response:
    path = f"/v1/activities/{made['id']}/exceptions/{exception['id']}"
    return world.client.delete(path, headers=world.coordinator)


def dates_everywhere(world: World, made: Json, days: int = 92) -> list[Json]:
    """The dates of an activity, asserted to be the same in its list item, itself, the agenda and its own dates."""
    path = f"/v1/activities/{made['id']}"
    whole = world.client.get(path, headers=ADMIN).json()["next"]
    last = (today() + timedelta(days=days)).isoformat()
    asked = {"from": soon(-1), "to": last}
    every = world.client.get(f"{path}/dates", params=asked).json()["items"]
    own = [item for item in every if datetime.fromisoformat(item["end"]) > this_minute()]
    agenda = world.client.get("/v1/occurrences", params={"pageSize": 100, "to": last}).json()["items"]
    names = ("id", "start", "end", "status", "reason", "movedFrom")
    mine = [{name: item[name] for name in names} for item in agenda if item["activityId"] == made["id"]]
    listed = [item for item in world.client.get("/v1/activities").json()["items"] if item["id"] == made["id"]]
    assert times(own) == times(mine)
    assert times(whole)[: len(own)] == times(own)[:12]
    if listed:
        assert times(listed[0]["next"])[: len(own)] == times(own)[:3]
    return own


def times(items: list[Json]) -> list[tuple[Any, ...]]:
    return [
        (
            item["id"],
            datetime.fromisoformat(item["start"]),
            datetime.fromisoformat(item["end"]),
            item["status"],
            item["reason"],
            item["movedFrom"] and datetime.fromisoformat(item["movedFrom"]),
        )
        for item in items
    ]


def local(item: Json) -> str:
    return datetime.fromisoformat(item["start"]).astimezone(HERE).strftime("%Y-%m-%dT%H:%M")


def test_a_cancelled_date_stays_to_be_seen_everywhere(world: World) -> None:
    made = world.added()
    before = dates_everywhere(world, made)
    said = done(world, made, kind="cancelled", occurrenceId=before[1]["id"], reason="De beheerder is ziek.")
    after = dates_everywhere(world, made)
    assert [item["id"] for item in after] == [item["id"] for item in before]
    assert [item["status"] for item in after[:3]] == ["planned", "cancelled", "planned"]
    assert after[1]["reason"] == "De beheerder is ziek."
    shown = ActivityShape.model_validate(world.client.get(f"/v1/activities/{made['id']}").json())
    assert shown.schedule.exceptions == [ExceptionShape.model_validate(said)]
    assert (shown.version, shown.updated_at > ActivityShape.model_validate(made).updated_at) == (1, True)


def test_a_moved_date_keeps_its_id_and_goes_to_its_new_place_in_the_order(world: World) -> None:
    made = world.added()
    before = dates_everywhere(world, made)
    done(world, made, kind="moved", date=soon(3), start=f"{soon(12)}T19:30")
    after = dates_everywhere(world, made)
    assert [item["id"] for item in after[:3]] == [before[n]["id"] for n in (1, 0, 2)]
    moved = after[1]
    assert (local(moved), moved["status"]) == (f"{soon(12)}T19:30", "moved")
    assert datetime.fromisoformat(moved["movedFrom"]) == datetime.fromisoformat(before[0]["start"])
    assert datetime.fromisoformat(moved["end"]) - datetime.fromisoformat(moved["start"]) == timedelta(hours=2)


def test_closed_weeks_have_no_dates(world: World) -> None:
    made = world.added()
    before = dates_everywhere(world, made)
    done(world, made, kind="closed", **{"from": soon(9), "to": soon(17)}, reason="Verbouwing")
    assert [item["id"] for item in dates_everywhere(world, made)] == [
        item["id"] for n, item in enumerate(before) if n not in (1, 2)
    ]


def test_every_exception_is_undone_in_one_action(world: World) -> None:
    made = world.added()
    before = dates_everywhere(world, made)
    said = [
        done(world, made, kind="cancelled", date=soon(3)),
        done(world, made, kind="moved", date=soon(10), start=f"{soon(11)}T09:00", end=f"{soon(11)}T10:00"),
        done(world, made, kind="closed", **{"from": soon(16), "to": soon(17)}),
    ]
    assert dates_everywhere(world, made) != before
    path = f"/v1/activities/{made['id']}/exceptions"
    assert world.client.get(path).json()["items"] == said
    for each in said:
        assert [undo(world, made, each).status_code for _ in range(2)] == [204, 204]
    assert dates_everywhere(world, made) == before
    assert world.client.get(path).json() == {"items": [], "total": 0, "next": None}
    assert undo(world, made, {"id": uuid4()}).status_code == 404


def test_the_same_once_more_changes_nothing(world: World, storage: Database) -> None:
    made = world.added()
    bodies: list[Json] = [
        {"kind": "cancelled", "date": soon(3), "reason": "Ziek"},
        {"kind": "moved", "date": soon(10), "start": f"{soon(11)}T09:00"},
        {"kind": "closed", "from": soon(16), "to": soon(17)},
    ]
    for body in bodies:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _, body=body: make(world, made, **body), range(4)))
        assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
        assert len({answer.json()["id"] for answer in answers}) == 1
    with storage.reading() as connection:
        rows = connection.execute(
            b"SELECT change FROM participation.audit WHERE action = 'except' ORDER BY id"
        ).fetchall()
    assert [row[0]["exception"] for row in rows] == ["cancelled", "moved", "closed"]
    assert "Ziek" not in str(rows)


def test_a_cancelled_date_can_be_moved_and_the_other_way_round(world: World) -> None:
    made = world.added()
    first = done(world, made, kind="cancelled", date=soon(3))
    second = done(world, made, kind="moved", date=soon(3), start=f"{soon(4)}T10:00")
    assert (second["id"], dates_everywhere(world, made)[0]["status"]) == (first["id"], "moved")
    by_new_day = done(world, made, kind="cancelled", date=soon(4))
    assert (by_new_day["id"], by_new_day["date"]) == (first["id"], f"{soon(3)}T10:00:00")
    assert dates_everywhere(world, made)[0]["status"] == "cancelled"
    assert local(dates_everywhere(world, made)[0]) == f"{soon(3)}T10:00"


def test_a_cancelled_date_is_nothing_to_do(world: World) -> None:
    once = world.added(schedule={"rrule": None, "start": f"{soon(3)}T10:00", "end": f"{soon(3)}T12:00"})
    weekly = world.added(title="Elke week")
    for made in (once, weekly):
        done(world, made, kind="cancelled", date=soon(3))

    def found(**asked: Any) -> list[str]:
        page = world.client.get("/v1/activities", params=asked).json()
        assert page["total"] == len(page["items"])
        return [item["id"] for item in page["items"]]

    for sort in ("next", "title", "newest"):
        assert found(sort=sort) == [weekly["id"]]
        assert found(sort=sort, to=soon(3)) == []
        assert found(sort=sort, to=soon(10)) == [weekly["id"]]
    assert world.client.get("/v1/occurrences", params={"to": soon(3)}).json()["total"] == 2
    assert world.client.get(f"/v1/activities/{once['id']}").json()["next"][0]["status"] == "cancelled"


def test_lists_are_sorted_by_the_first_date_that_goes_ahead(world: World) -> None:
    early = world.added(title="Vroeg")
    late = world.added(title="Laat", schedule=weekly_from(5))
    assert titles(world) == ["Vroeg", "Laat"]
    done(world, early, kind="cancelled", date=soon(3))
    assert titles(world) == ["Laat", "Vroeg"]
    done(world, late, kind="moved", date=soon(5), start=f"{soon(11)}T10:00")
    assert titles(world) == ["Vroeg", "Laat"]


def titles(world: World) -> list[str]:
    return [item["title"] for item in world.client.get("/v1/activities").json()["items"]]


def weekly_from(days: int) -> Json:
    return {"rrule": "FREQ=WEEKLY", "start": f"{soon(days)}T10:00", "end": f"{soon(days)}T12:00"}


def test_a_date_beyond_the_table_can_be_cancelled_and_comes_out_cancelled(world: World) -> None:
    made = world.added()
    day = soon(3 + 7 * 20)
    said = done(world, made, kind="cancelled", date=day)
    later = world.client.get(f"/v1/activities/{made['id']}/dates", params={"from": day, "to": day}).json()["items"]
    assert [(item["id"], item["status"]) for item in later] == [(said["occurrenceId"], "cancelled")]


def test_a_date_beyond_the_table_moved_into_it_is_in_the_lists(world: World) -> None:
    made = world.added()
    done(world, made, kind="moved", date=soon(3 + 7 * 20), start=f"{soon(4)}T10:00")
    assert [item["status"] for item in dates_everywhere(world, made)[:3]] == ["planned", "moved", "planned"]


WRONG: list[tuple[Json, set[str]]] = [
    ({}, {"kind"}),
    ({"kind": "sick"}, {"kind"}),
    ({"kind": "cancelled"}, {"date"}),
    ({"kind": "cancelled", "date": "tomorrow"}, {"date"}),
    ({"kind": "cancelled", "date": "DAY", "occurrenceId": str(uuid4())}, {"date"}),
    ({"kind": "cancelled", "date": "OTHER DAY"}, {"date"}),
    ({"kind": "cancelled", "date": "DAYT11:00"}, {"date"}),
    ({"kind": "cancelled", "date": "DAYT10:00+01:00"}, {"date"}),
    ({"kind": "cancelled", "occurrenceId": str(uuid4())}, {"date"}),
    (
        {"kind": "cancelled", "occurrenceId": "x", "reason": "x" * 201, "from": "DAY"},
        {"occurrenceId", "reason", "from"},
    ),
    ({"kind": "cancelled", "date": "DAY", "reason": "nul\0"}, {"reason"}),
    ({"kind": "cancelled", "date": "DAY", "start": "DAYT11:00", "colour": "red"}, {"start", "colour"}),
    ({"kind": "cancelled", "date": "LONG AGO"}, {"date"}),
    ({"kind": "moved", "date": "DAY"}, {"start"}),
    ({"kind": "moved", "date": "OTHER DAY"}, {"date", "start"}),
    ({"kind": "moved", "date": "DAY", "start": "LONG AGOT10:00"}, {"start"}),
    ({"kind": "moved", "date": "DAY", "start": "DAYT11:00:30"}, {"start"}),
    ({"kind": "moved", "date": "DAY", "start": "DAYT11:00", "end": "DAYT10:30"}, {"end"}),
    ({"kind": "moved", "date": "DAY", "start": "DAYT11:00Z"}, {"start"}),
    ({"kind": "moved", "date": "DAY", "start": "DAYT10:00"}, {"start"}),
    ({"kind": "moved", "date": "OTHER DAY", "start": "soon", "reason": 5}, {"date", "start", "reason"}),
    ({"kind": "closed"}, {"from", "to"}),
    ({"kind": "closed", "from": "OTHER DAY", "to": "DAY"}, {"to"}),
    ({"kind": "closed", "from": "LONG AGO", "to": "LONG AGO"}, {"to"}),
    ({"kind": "closed", "from": "DAY", "to": "2999-01-01"}, {"to"}),
    ({"kind": "closed", "from": "2998-01-01", "to": "2998-01-02", "date": "DAY"}, {"from", "date"}),
    ({"kind": "closed", "from": "DAY", "reason": ["x"]}, {"to", "reason"}),
]


@pytest.mark.parametrize(("body", "names"), WRONG)
def test_everything_wrong_is_named_at_once_and_nothing_is_written(
    world: World, storage: Database, body: Json, names: set[str]
) -> None:
    made = world.added()
    days = {"OTHER DAY": soon(4), "LONG AGO": "2020-01-01", "DAY": soon(3)}
    for word, day in days.items():
        body = {key: value.replace(word, day) if isinstance(value, str) else value for key, value in body.items()}
    assert wrong_names(make(world, made, **body)) == names
    with storage.reading() as connection:
        assert connection.execute(b"SELECT count(*) FROM participation.schedule_exception").fetchone() == (0,)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"cancelled"', b'{"kind": {}}'])
def test_a_broken_body_is_a_kind_400(world: World, content: bytes) -> None:
    path = f"/v1/activities/{world.added()['id']}/exceptions"
    headers = world.coordinator | {"Content-Type": "application/json"}
    assert world.client.post(path, content=content, headers=headers).status_code == 400


def test_of_two_dates_on_a_day_the_time_says_which(world: World) -> None:
    schedule = weekly_from(3) | {"dates": [f"{soon(10)}T15:00"]}
    made = world.added(schedule=schedule)
    refused = make(world, made, kind="cancelled", date=soon(10))
    assert refused.json()["errors"][0]["code"] == "which"
    done(world, made, kind="cancelled", date=f"{soon(10)}T15:00")
    assert [item["status"] for item in dates_everywhere(world, made)[:3]] == ["planned", "planned", "cancelled"]


def test_a_date_is_not_moved_to_where_it_is_closed(world: World) -> None:
    made = world.added()
    done(world, made, kind="closed", **{"from": soon(11), "to": soon(12)}, reason="Vakantie")
    refused = make(world, made, kind="moved", date=soon(3), start=f"{soon(12)}T10:00")
    assert wrong_names(refused) == {"start"}
    assert "Vakantie" in refused.text


def test_who_may_not_change_the_activity_makes_no_exception(world: World) -> None:
    made = world.added(status="draft")
    elsewhere = bearer("coordinator", places=[world.there])
    for headers, status in (({}, 401), (bearer("analyst"), 403), (elsewhere, 403)):
        path = f"/v1/activities/{made['id']}/exceptions"
        body = {"kind": "cancelled", "date": soon(3)}
        assert world.client.post(path, json=body, headers=headers).status_code == status
        assert world.client.delete(f"{path}/{uuid4()}", headers=headers).status_code == status
    assert world.client.post(path, json=body, headers=world.editor).status_code == 201
    unknown = {"id": uuid4()}
    assert make(world, unknown, kind="cancelled", date=soon(3)).status_code == 404
    assert undo(world, unknown, unknown).status_code == 404
    assert wrong_names(make(world, {"id": "x"}, kind="cancelled")) == {"activity_id", "date"} - {"date"}


def test_exceptions_of_a_draft_are_not_public(world: World) -> None:
    path = f"/v1/activities/{world.added(status='draft')['id']}"
    for part in ("exceptions", "dates"):
        assert world.client.get(f"{path}/{part}").status_code == 404
        assert world.client.get(f"{path}/{part}", headers=world.coordinator).status_code == 200
        assert world.client.get(f"/v1/activities/{uuid4()}/{part}").status_code == 404


def test_an_ended_activity_has_no_dates_to_change(world: World) -> None:
    made = world.added()
    world.client.delete(f"/v1/activities/{made['id']}", headers=world.coordinator | {"If-Match": '"1"'})
    assert make(world, made, kind="cancelled", date=soon(3)).status_code == 409


def test_an_exception_does_not_stand_in_the_way_of_who_edits(world: World) -> None:
    made = world.added()
    done(world, made, kind="cancelled", date=soon(3))
    headers = world.coordinator | {"If-Match": '"1"'}
    answer = world.client.put(f"/v1/activities/{made['id']}", json=world.body(title="Thee"), headers=headers)
    assert answer.status_code == 200
    assert answer.json()["next"][0]["status"] == "cancelled"


def changed(world: World, made: Json, version: int = 1, **schedule: Any) -> Json:
    answer = world.client.put(
        f"/v1/activities/{made['id']}",
        json=world.body(schedule=world.body()["schedule"] | schedule),
        headers=world.coordinator | {"If-Match": f'"{version}"'},
    )
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def test_a_cancelled_date_stays_cancelled_at_the_new_time_of_its_day(world: World) -> None:
    made = world.added()
    done(world, made, kind="cancelled", date=soon(10), reason="Ziek")
    after = changed(world, made, start=f"{soon(3)}T11:00", end=f"{soon(3)}T12:00")
    assert [item["status"] for item in after["next"][:3]] == ["planned", "cancelled", "planned"]
    assert local(after["next"][1]) == f"{soon(10)}T11:00"
    assert [each["date"] for each in after["schedule"]["exceptions"]] == [f"{soon(10)}T11:00:00"]
    assert dates_everywhere(world, made)[1]["reason"] == "Ziek"


def test_an_exception_sleeps_while_the_rule_gives_no_such_date(world: World) -> None:
    made = world.added()
    done(world, made, kind="cancelled", date=soon(3))
    after = changed(world, made, start=f"{soon(4)}T10:00", end=f"{soon(4)}T12:00")
    assert {item["status"] for item in after["next"]} == {"planned"}
    assert after["schedule"]["exceptions"] == []
    assert dates_everywhere(world, made)
    assert changed(world, made, 2)["next"][0]["status"] == "cancelled"


def test_a_list_of_dates_without_a_rule(world: World) -> None:
    days = [f"{soon(9)}T14:00:00", f"{soon(5)}T10:00:00"]
    schedule = {"rrule": None, "start": f"{soon(3)}T10:00", "end": f"{soon(3)}T11:30", "dates": [*days, days[0]]}
    made = world.added(schedule=schedule)
    assert made["schedule"]["dates"] == sorted(days)
    own = dates_everywhere(world, made)
    assert [local(item) for item in own] == [f"{soon(3)}T10:00", f"{soon(5)}T10:00", f"{soon(9)}T14:00"]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ({"dates": [soon(5)]}, "schedule.dates"),
        ({"dates": [f"{soon(1)}T10:00"]}, "schedule.dates"),
        ({"dates": [f"{soon(5)}T10:00:01"]}, "schedule.dates"),
        ({"dates": ["2999-01-01T10:00"]}, "schedule.dates"),
        ({"dates": "tomorrow"}, "schedule.dates"),
        ({"dates": [f"{soon(5)}T10:00Z"]}, "schedule"),
        ({"dates": [f"{soon(5)}T10:{n % 60:02}" for n in range(101)]}, "schedule.dates"),
        ({"notIn": ["weekends"]}, "schedule.notIn.0"),
        ({"rrule": "FREQ=MONTHLY;BYDAY=TU"}, "schedule.rrule"),
    ],
)
def test_a_wrong_schedule_is_refused(world: World, part: Json, name: str) -> None:
    assert name in wrong_names(world.post(schedule=world.body()["schedule"] | part))
