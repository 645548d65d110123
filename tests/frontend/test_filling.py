"""What stands in the form of an activity, and what is told to the second of two people who change it at once."""

from datetime import date

from frontend.pages.publishing.filling import differing, of_body, of_copy
from frontend.pages.publishing.reading import as_far_as, read
from tests.frontend import furnished
from tests.frontend import stand_in_desk as desk

TODAY = date(2026, 11, 24)
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
BODY = desk.body_of(furnished.activity(furnished.place("moerwijk", 1), "Soep"))


def test_the_same_form_differs_in_nothing() -> None:
    sent = FILLED | {"version": "2", "rrule": "", "description": "Een\r\nTwee\r\n", "days": ["4", "2"]}
    sent["capacity"] = "12"
    del sent["project"]
    assert differing(FILLED, sent) == ()


def test_every_field_that_differs_is_named_in_the_order_of_the_form() -> None:
    assert differing(FILLED, FILLED | {"days": ["2"], "start": "11:00"}) == ("start", "days")
    assert differing(FILLED, FILLED | {"capacity": "", "project": "5"}) == ("capacity", "project")


def test_what_has_no_words_here_comes_back_as_it_was() -> None:
    """A rule that the form can't show, and a date at another hour: sending the form keeps them."""
    schedule = {
        "rrule": "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU",
        "start": "2026-12-08T10:00:00",
        "end": "2026-12-08T12:00:00",
        "timeZone": "Europe/Amsterdam",
        "dates": ["2026-12-24T15:00:00"],
        "notIn": ["school-holidays", "public-holidays"],
    }
    filled = of_body(BODY | {"schedule": schedule}, TODAY)
    assert filled["repeat"] == "other"
    found, errors = read(filled, TODAY, "published")
    assert errors == {}
    assert found is not None
    assert found.schedule.model_dump(mode="json", by_alias=True) == schedule


def test_what_is_kept_of_a_form_fills_the_form_again() -> None:
    filled = of_body(BODY, TODAY)
    assert of_body(as_far_as(dict(filled), TODAY), TODAY) == filled
    broken = filled | {"words": "elke dag ergens", "title": "", "capacity": "veel"}
    again = of_body(as_far_as(dict(broken), TODAY), TODAY)
    assert {name: again[name] for name in ("words", "title", "capacity", "start")} == {
        "words": "elke dag ergens",
        "title": "",
        "capacity": "veel",
        "start": "10:00",
    }


def test_a_copy_goes_on_from_today_and_a_single_date_is_asked_anew() -> None:
    place = furnished.place("moerwijk", 1)
    old = furnished.activity(place, "Soep")
    copy = desk.working_copy(old, None, 0)
    assert of_copy(copy, date(2027, 1, 1))["date"] == "2027-01-05"
    once = BODY | {"schedule": BODY["schedule"] | {"rrule": None}}
    assert of_copy(copy.model_copy(update={"body": once}), TODAY)["words"] == ""
