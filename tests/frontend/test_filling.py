"""What is told to the second of two people who change an activity at the same time."""

from datetime import datetime

from frontend.pages.publishing.filling import differing, of_activity
from frontend.pages.publishing.reading import read
from tests.frontend import furnished

FILLED = {
    "version": 3,
    "title": "Soep",
    "description": "Een\nTwee",
    "start": "10:00",
    "rrule": "FREQ=WEEKLY",
    "days": ["2", "4"],
    "capacity": 12,
    "project": "",
}


def test_the_same_form_differs_in_nothing() -> None:
    sent = FILLED | {"version": "2", "rrule": "", "description": "Een\r\nTwee\r\n", "days": ["4", "2"]}
    sent["capacity"] = "12"
    del sent["project"]
    assert differing(FILLED, sent) == ()


def test_every_field_that_differs_is_named_in_the_order_of_the_form() -> None:
    assert differing(FILLED, FILLED | {"days": ["2"], "start": "11:00"}) == ("start", "days")
    assert differing(FILLED, FILLED | {"capacity": "", "project": "5"}) == ("capacity", "project")


def test_what_the_form_does_not_show_of_a_schedule_comes_back_as_it_was() -> None:
    """A rule by the month, dates besides and holidays that are left out: sending the form keeps them."""
    place = furnished.place("moerwijk", 1)
    schedule = furnished.activity(place, "Soep").schedule.model_copy(
        update={
            "rrule": "FREQ=MONTHLY;INTERVAL=1;BYDAY=2TU",
            "start": datetime.fromisoformat("2026-12-08T10:00"),
            "end": datetime.fromisoformat("2026-12-08T12:00"),
            "dates": [datetime.fromisoformat("2026-12-24T15:00")],
            "not_in": ["public-holidays", "school-holidays"],
        }
    )
    filled = of_activity(furnished.activity(place, "Soep").model_copy(update={"schedule": schedule}))
    found, errors = read(filled)
    assert errors == {}
    assert found is not None
    kept = ("rrule", "start", "end", "dates", "not_in")
    assert [getattr(found.schedule, name) for name in kept] == [getattr(schedule, name) for name in kept]
