"""Calendars and news over HTTP: the same dates as the agenda, and what is read again replaces what was read."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import httpx
import icalendar
import psycopg
import pytest
import recurring_ical_events
import time_machine

from services.kit.database import Database as ServiceDatabase
from services.participation.activities.filters import ZONE
from services.participation.clock import today
from services.participation.feeds import queries
from services.participation.feeds.calendar_rules import days_told
from services.participation.tables import activity
from tests.participation.conftest import ADMIN, World, place_body, soon, wrong_names
from tests.participation.test_exceptions import changed, done, make
from tests.postgres import Database

Json = dict[str, Any]
RULE = {"rrule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "start": f"{soon(1)}T10:00", "end": f"{soon(1)}T11:00"}


def read(answer: httpx.Response) -> icalendar.Calendar:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    found = icalendar.Calendar.from_ical(answer.content)
    assert isinstance(found, icalendar.Calendar)
    return found


def dates_read(whole: icalendar.Calendar) -> list[tuple[str, datetime, datetime, bool]]:
    found = recurring_ical_events.of(whole).between(today(), last_day() + timedelta(days=1))
    return sorted((str(e["UID"]), utc(e, "DTSTART"), utc(e, "DTEND"), e["STATUS"] == "CANCELLED") for e in found)


def utc(event: Any, name: str) -> datetime:
    moment: datetime = event[name].dt
    return moment.astimezone(UTC)


def last_day() -> date:
    return today() + timedelta(weeks=13)


def agenda(world: World, **filters: Any) -> list[tuple[str, datetime, datetime, bool]]:
    asked = {"from": soon(0), "to": last_day().isoformat(), "pageSize": 100, **filters}
    items: list[Json] = []
    while len(page := world.client.get("/v1/occurrences", params=asked | {"page": len(items) // 100 + 1}).json()):
        items += page["items"]
        if not page["next"]:
            break
    moment = datetime.fromisoformat
    return sorted((i["activityId"], moment(i["start"]), moment(i["end"]), i["status"] == "cancelled") for i in items)


def events_of(whole: icalendar.Calendar) -> list[Any]:
    return list(whole.walk("VEVENT"))


def test_the_feed_says_what_the_agenda_says(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "BATCH", 2)
    daily = world.added(schedule=RULE | {"notIn": ["public-holidays", "school-holidays", "ramadan"]})
    weekly = world.added(placeId=str(world.here), title="Naaien")
    world.added(title="Eén keer", schedule={"start": f"{soon(5)}T20:00", "end": f"{soon(5)}T22:00"})
    world.added(title="Nog in de maak", status="draft")
    done(world, daily, kind="cancelled", date=soon(10), reason="Ziek")
    done(world, weekly, kind="moved", date=soon(10), start=f"{soon(11)}T13:00", end=f"{soon(11)}T14:00")
    closing = {"from": soon(17), "to": soon(19), "reason": "Dicht"}
    path = f"/v1/places/{world.here}/closures"
    assert world.client.post(path, json=closing, headers=world.coordinator).status_code == 201
    whole = read(world.client.get("/v1/activities.ics"))
    assert dates_read(whole) == agenda(world)
    assert len(agenda(world)) > 50
    assert len(whole.walk("VTIMEZONE")) == 1
    assert dates_read(read(world.client.get(f"/v1/places/{world.here}/calendar.ics"))) == agenda(world)
    of_one = read(world.client.get(f"/v1/activities/{weekly['id']}/calendar.ics"))
    assert dates_read(of_one) == agenda(world, activityId=weekly["id"])
    assert [str(event["SUMMARY"]) for event in events_of(of_one)] == ["Naaien", "Naaien"]


def test_what_changes_while_a_feed_is_read_is_in_it_once(
    world: World, storage: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "BATCH", 2)
    before = sorted(world.added(title=f"Activiteit {number}")["id"] for number in range(7))
    read_so_far: list[str] = []
    for batch in queries.batches(storage, frozenset(), {}, days_told(today())):
        if not read_so_far:
            with storage.writing() as session:
                for id_, title in ((before[0], "Zzz"), (before[5], "Aaa")):
                    session.execute(activity.update().where(activity.c.id == id_).values(title=title))
                session.execute(activity.delete().where(activity.c.id == before[4]))
            world.added(title="Erbij")
        read_so_far += [str(each.row.id) for each in batch]
    assert len(set(read_so_far)) == len(read_so_far)
    assert {*before} - {before[4]} <= {*read_so_far}


def test_filters_are_those_of_the_list(world: World) -> None:
    world.added()
    for asked, count in (({"wijk": "moerwijk"}, 1), ({"wijk": "bouwlust"}, 0), ({"category": "meeting"}, 1)):
        assert len(events_of(read(world.client.get("/v1/activities.ics", params=asked)))) == count
    assert len(events_of(read(world.client.get(f"/v1/places/{world.there}/calendar.ics")))) == 0


def test_what_is_read_again_replaces_what_was_read(world: World, deal_database: Database) -> None:
    made = world.added()
    with psycopg.connect(deal_database.url) as connection:  # an hour goes by
        connection.execute("UPDATE participation.activity SET updated_at = updated_at - interval '1 hour'")
        connection.execute("UPDATE participation.place SET updated_at = updated_at - interval '2 hours'")
    first = events_of(read(world.client.get("/v1/activities.ics")))[0]
    changed(world, made, start=f"{soon(3)}T15:00", end=f"{soon(3)}T16:00")
    second = events_of(read(world.client.get("/v1/activities.ics")))
    assert [event["UID"] for event in second] == [first["UID"]]
    assert second[0]["SEQUENCE"] > first["SEQUENCE"]
    assert second[0]["LAST-MODIFIED"].dt > first["LAST-MODIFIED"].dt
    assert second[0]["DTSTART"].dt.hour == 15
    assert make(world, made, kind="cancelled", date=soon(10)).status_code == 201
    third = events_of(read(world.client.get("/v1/activities.ics")))
    assert [str(event["STATUS"]) for event in third] == ["CONFIRMED", "CANCELLED"]


def test_every_change_raises_the_sequence_also_within_one_second(world: World) -> None:
    made, seen = world.added(), []

    def look() -> None:
        events = events_of(read(world.client.get("/v1/activities.ics")))
        assert {str(event["UID"]) for event in events} == {made["id"]}
        seen.append({int(event["SEQUENCE"]) for event in events})

    look()
    for day in (10, 17):
        assert make(world, made, kind="cancelled", date=soon(day)).status_code == 201
        look()
    changed(world, made, start=f"{soon(3)}T15:00", end=f"{soon(3)}T16:00")
    look()
    closing = {"from": soon(24), "to": soon(24), "reason": "Dicht"}
    world.client.post(f"/v1/places/{world.here}/closures", json=closing, headers=world.coordinator)
    look()
    at = f"/v1/places/{world.here}"
    for name in ("Buurtkamer Noord", "Buurtkamer Zuid"):
        match = ADMIN | {"If-Match": world.client.get(at).headers["etag"]}
        assert world.client.put(at, json=place_body(name=name), headers=match).status_code == 200
        look()
    rising = [number for numbers in seen for number in numbers]
    assert len(rising) == len(seen) == 7  # one number for all events of an activity
    assert rising == sorted(set(rising))


@pytest.mark.parametrize("moment", ["2026-10-05T08:00:00Z", "2027-03-08T08:00:00Z"])
def test_dates_stay_those_of_the_agenda_over_a_change_of_the_clock(world: World, moment: str) -> None:
    """The last Sundays of October and March are within the thirteen weeks that follow. One activity is in that night;
    none begins in the hour that is skipped, where programs that read calendars do not agree."""
    with time_machine.travel(datetime.fromisoformat(moment)):
        days = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"
        for start, end in (("10:00", "11:00"), ("01:30", "03:30"), ("23:00", "23:30")):
            world.added(schedule={"rrule": days, "start": f"{soon(1)}T{start}", "end": f"{soon(1)}T{end}"})
        whole = read(world.client.get("/v1/activities.ics"))
        found = agenda(world)
        assert dates_read(whole) == found
        offsets = {start.astimezone(ZONE).utcoffset() for _, start, _, _ in found}
        assert len(offsets) == 2
        assert len(found) == 3 * 91


def test_the_news_of_a_wijk(world: World) -> None:
    world.added(title="Oud & <nieuw>")
    newest = world.added(title="Schaken")
    answer = world.client.get("/v1/activities.rss", params={"wijk": "moerwijk"})
    assert answer.headers["content-type"] == "application/rss+xml"
    items = ElementTree.fromstring(answer.content).findall("channel/item")
    assert [item.findtext("title") for item in items] == ["Schaken", "Oud & <nieuw>"]
    assert items[0].findtext("guid") == newest["id"]
    other = world.client.get("/v1/activities.rss", params={"wijk": "bouwlust"})
    assert b"<item>" not in other.content


@pytest.mark.parametrize("path", ["/v1/activities.ics", "/v1/activities.rss"])
def test_unchanged_wrong_or_not_to_be_had(world: World, path: str) -> None:
    world.added()
    etag = world.client.get(path).headers["etag"]
    assert world.client.get(path, headers={"If-None-Match": etag}).status_code == 304
    world.added(title="Schaken")
    assert world.client.get(path, headers={"If-None-Match": etag}).status_code == 200
    unknown = {"wijk": "nergens", "category": "niets", "placeId": str(world.elsewhere)[:-12] + "0" * 12}
    assert wrong_names(world.client.get(path, params=unknown)) == {"wijk", "category", "placeId"}
    assert wrong_names(world.client.get(path, params={"wijk": "NO", "colour": "red"})) == {"wijk", "colour"}
    for accept in ("application/pdf", "text/calendar;q=0, application/rss+xml;q=0"):
        refused = world.client.get(path, headers={"Accept": accept})
        assert (refused.status_code, refused.headers["content-type"]) == (406, "application/problem+json")


def test_what_is_not_there_has_no_calendar(world: World) -> None:
    draft = world.added(status="draft")
    for path in (f"activities/{draft['id']}", f"activities/{world.here}", f"places/{draft['id']}"):
        assert world.client.get(f"/v1/{path}/calendar.ics").status_code == 404
