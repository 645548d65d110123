"""What is told to the second of two people who change an activity at the same time."""

from frontend.pages.publishing.filling import differing

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
