"""What other programs read on a page: schema.org, with every date as the page says it."""

import json
from datetime import datetime, timedelta
from typing import Any

import httpx

from services.contracts.participation import ActivityShape, ExceptionShape, NextDate, Schedule
from services.contracts.participation.linked_data import event_series
from tests.frontend.conftest import Site
from tests.frontend.furnished import activity, place
from tests.frontend.reading_html import parsed
from tests.frontend.stand_in_house import made_id

Json = dict[str, Any]
SITE = "https://voorbeeld.test"


def read(answer: httpx.Response) -> list[Json]:
    scripts = parsed(answer).css("script[type='application/ld+json']")
    found: list[Json] = [each for script in scripts for each in json.loads(script.text())]
    return found


def changed(**changes: Any) -> ActivityShape:
    return activity(place("moerwijk", 1), "Koffie", **changes)


def scheduled(rrule: str | None, **more: Any) -> list[Json]:
    start = datetime(2026, 11, 24, 10)  # noqa: DTZ001 (wall time)
    zone = "Europe/Amsterdam"
    schedule = Schedule(rrule=rrule, start=start, end=start + timedelta(hours=2), time_zone=zone, **more)
    found: list[Json] = event_series(changed(schedule=schedule, next=[]), SITE)["eventSchedule"]
    return found


def test_an_activity_is_a_series_with_dated_events(site: Site) -> None:
    shown = site.house.activities[0]
    series, trail = read(site.visitor.get(f"/activiteiten/{shown.id}"))
    assert (series["@context"], series["@type"], series["name"]) == ("https://schema.org", "EventSeries", shown.title)
    assert series["url"].endswith(f"/activiteiten/{shown.id}")
    assert len(series["subEvent"]) == len(shown.next) == 4
    for event, date in zip(series["subEvent"], shown.next, strict=True):
        assert (event["@type"], event["name"]) == ("Event", shown.title)
        assert datetime.fromisoformat(event["startDate"]) == date.start
        assert event["startDate"].endswith("T10:00:00+01:00")
        assert datetime.fromisoformat(event["endDate"]) == date.end
        assert event["eventStatus"] == "https://schema.org/EventScheduled"
        assert event["isAccessibleForFree"] is True
        assert event["inLanguage"] == ["nl", "tr"]
        assert event["organizer"]["name"] == event["location"]["name"] == shown.place.name
        assert event["location"]["@type"] == "Place"
        assert event["location"]["geo"]["latitude"] == shown.place.lat
    names = [item["name"] for item in trail["itemListElement"]]
    assert names == ["Home", "Activiteiten", "Moerwijk", shown.title]
    assert [item["position"] for item in trail["itemListElement"]] == [1, 2, 3, 4]
    assert all(item["item"].startswith("http") for item in trail["itemListElement"])


def test_no_text_ends_the_element_and_a_draft_says_nothing(site: Site) -> None:
    odd = site.house.activities[-1]
    answer = site.visitor.get(f"/activiteiten/{odd.id}")
    assert read(answer)[0]["name"] == odd.title == "Gym & bewegen <65+>"
    assert answer.text.split("ld+json")[1].split("</script")[0].count("<") == 0
    site.house.activities[0] = site.house.activities[0].model_copy(update={"status": "draft"})
    assert read(site.coordinator.get(f"/activiteiten/{site.house.activities[0].id}")) == []


def test_a_place_says_where_it_is(site: Site) -> None:
    shown = site.house.places[0]
    found, trail = read(site.visitor.get(f"/plekken/{shown.id}"))
    assert (found["@type"], found["name"], found["sameAs"]) == ("Place", shown.name, shown.website)
    assert found["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Guntersteinweg 86",
        "postalCode": "2531 PE",
        "addressLocality": "Den Haag",
        "addressCountry": "NL",
    }
    assert trail["@type"] == "BreadcrumbList"


def test_moved_and_cancelled_dates_say_so_in_summer_time_too() -> None:
    def date(start: str, end: str, status: str, **more: Any) -> NextDate:
        times = {"start": f"2027-{start}:00Z", "end": f"2027-{end}:00Z", "status": status}
        return NextDate.model_validate({"id": made_id(start), **times, **more})

    dates = [
        date("03-30T08:00", "03-30T10:00", "cancelled"),
        date("04-07T11:00", "04-07T12:00", "moved", movedFrom="2027-04-06T10:00:00"),
    ]
    cancelled, moved = event_series(changed(next=dates, capacity=None), SITE)["subEvent"]
    assert cancelled["eventStatus"] == "https://schema.org/EventCancelled"
    assert cancelled["startDate"] == "2027-03-30T10:00:00+02:00"
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (moved["startDate"], moved["previousStartDate"]) == (
        "2027-04-07T13:00:00+02:00",
        "2027-04-06T10:00:00+02:00",
    )
    assert "maximumAttendeeCapacity" not in moved
    assert "previousStartDate" not in cancelled


def test_a_rule_is_a_schedule() -> None:
    weekly = scheduled("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270131T225959Z")[0]
    assert (weekly["repeatFrequency"], weekly["endDate"], weekly["duration"]) == ("P2W", "2027-01-31", "PT2H0M")
    assert weekly["byDay"] == ["https://schema.org/Tuesday", "https://schema.org/Thursday"]
    assert (weekly["startTime"], weekly["endTime"]) == ("10:00:00", "12:00:00")
    assert weekly["scheduleTimezone"] == "Europe/Amsterdam"
    assert scheduled("FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=8")[0]["repeatCount"] == 8
    monthly = scheduled("FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU,3TU,-1FR;COUNT=8")
    assert [(each["repeatFrequency"], each["byMonthWeek"]) for each in monthly] == [("P1M", 1), ("P1M", 3)]
    assert not any("repeatCount" in each for each in monthly)
    assert scheduled(None) == []


def test_closed_days_are_no_dates() -> None:
    closed = {"id": made_id("closed"), "kind": "closed", "from": "2026-12-24", "to": "2026-12-26"}
    found = scheduled("FREQ=WEEKLY;BYDAY=TU", exceptions=[ExceptionShape.model_validate(closed)])
    assert found[0]["exceptDate"] == ["2026-12-24", "2026-12-25", "2026-12-26"]
