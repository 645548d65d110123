"""When an activity is, in words: what is said is read back, in every language of the site."""

from datetime import date, datetime, time

import pytest

from frontend import texts
from frontend.languages import languages
from frontend.pages.publishing.plan import Plan, plan_in_words, plan_of, schedule_of
from frontend.pages.publishing.understanding import NotUnderstood, Understood, understand
from frontend.rhythm import Rhythm
from services.contracts.participation import Schedule

TODAY = date(2026, 11, 24)
"""A Tuesday."""
TEN, TWELVE = time(10), time(12)


def plan(first: str, rhythm: Rhythm, **more: object) -> Plan:
    return Plan(date.fromisoformat(first), TEN, TWELVE, rhythm, **more)  # type: ignore[arg-type]


SAID = {
    "elke dinsdag 10.00–12.00, niet in de schoolvakanties": plan(
        "2026-11-24", Rhythm("weekly", (2,)), not_in=("school-holidays",)
    ),
    "Elke dinsdag en donderdag van 10 tot 12 uur": plan("2026-11-24", Rhythm("weekly", (2, 4))),
    "maandag t/m vrijdag 10:00 - 12:00": plan("2026-11-24", Rhythm("weekly", (1, 2, 3, 4, 5))),
    "dinsdags 10u00-12u00": plan("2026-11-24", Rhythm("weekly", (2,))),
    "elke dag 10-12": plan("2026-11-24", Rhythm("weekly", (1, 2, 3, 4, 5, 6, 7))),
    "om de week op woensdag 10.00-12.00": plan("2026-11-25", Rhythm("fortnightly", (3,))),
    "elke twee weken op zaterdag, 10.00 tot 12.00 uur": plan("2026-11-28", Rhythm("fortnightly", (6,))),
    "elke eerste dinsdag van de maand 10.00–12.00": plan("2026-12-01", Rhythm("monthly", (2,), nth=(1,))),
    "de tweede en vierde woensdag van de maand 10–12": plan("2026-11-25", Rhythm("monthly", (3,), nth=(2, 4))),
    "elke laatste vrijdag 10.00–12.00 uur": plan("2026-11-27", Rhythm("monthly", (5,), nth=(-1,))),
    "1, 8 en 15 december 10.00–12.00": plan(
        "2026-12-01", Rhythm("dates"), more=(date(2026, 12, 8), date(2026, 12, 15))
    ),
    "dinsdag 1 december 2026 10.00–12.00": plan("2026-12-01", Rhythm("once")),
    "24-12-2026 van 10 tot 12 uur": plan("2026-12-24", Rhythm("once")),
    "3 januari 10.00–12.00": plan("2027-01-03", Rhythm("once")),
    "elke donderdag 10–12 vanaf 7 januari tot en met 25 maart": plan(
        "2027-01-07", Rhythm("weekly", (4,), date(2027, 3, 25))
    ),
    "elke dinsdag 10–12, niet op feestdagen en niet in de ramadan": plan(
        "2026-11-24", Rhythm("weekly", (2,)), not_in=("public-holidays", "ramadan")
    ),
}


@pytest.mark.parametrize("words", SAID)
def test_what_a_coordinator_says_is_understood(words: str) -> None:
    assert understand(words, TODAY) == Understood(SAID[words])


@pytest.mark.parametrize(
    ("words", "lacks"),
    [
        ("elke dinsdag", "time"),
        ("", "time"),
        ("10.00–12.00", "day"),
        ("elke dinsdag 12.00–10.00", "order"),
        ("elke dinsdag 25.00–26.00", "time"),
        ("31 juni 10–12", "day"),
    ],
)
def test_what_is_lacking_is_said(words: str, lacks: str) -> None:
    assert understand(words, TODAY) == NotUnderstood(lacks)


def test_what_was_not_read_is_given_back() -> None:
    found = understand("elke dinsdag 10.00–12.00 behalve bij regen", TODAY)
    assert isinstance(found, Understood)
    assert found.unread == "bij regen"


PLANS = [
    plan("2026-11-24", Rhythm("weekly", (2,)), not_in=("school-holidays", "public-holidays")),
    plan("2026-11-24", Rhythm("weekly", (2, 4))),
    plan("2026-11-24", Rhythm("weekly", (1, 2, 3, 4, 5))),
    plan("2026-11-24", Rhythm("weekly", (1, 2, 3, 4, 5, 6, 7))),
    plan("2026-11-25", Rhythm("fortnightly", (3,))),
    plan("2026-12-01", Rhythm("monthly", (2,), nth=(1,)), not_in=("ramadan",)),
    plan("2026-11-27", Rhythm("monthly", (5,), nth=(-1,))),
    plan("2027-03-04", Rhythm("weekly", (4,), date(2027, 7, 1))),
    plan("2026-12-01", Rhythm("once")),
    plan("2026-12-01", Rhythm("dates"), more=(date(2026, 12, 8), date(2027, 1, 15))),
]


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("meant", PLANS, ids=lambda each: f"{each.rhythm.repeat} {each.first}")
def test_what_the_site_says_it_reads_back_in_every_language(code: str, meant: Plan) -> None:
    reset = texts.language.set(code)
    try:
        words = plan_in_words(meant, TODAY)
        assert understand(words, TODAY) == Understood(meant), words
    finally:
        texts.language.reset(reset)


@pytest.mark.parametrize("meant", PLANS, ids=lambda each: f"{each.rhythm.repeat} {each.first}")
def test_a_plan_is_the_same_after_being_kept(meant: Plan) -> None:
    kept = Schedule.model_validate(schedule_of(meant) | {"time_zone": "Europe/Amsterdam"})
    assert plan_of(kept) == meant


def test_further_starts_at_another_hour_are_kept_and_have_no_words() -> None:
    schedule = Schedule.model_validate(
        {
            "rrule": "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU",
            "start": "2026-11-24T10:00",
            "end": "2026-11-24T12:00",
            "time_zone": "Europe/Amsterdam",
            "dates": ["2026-12-24T15:00"],
        }
    )
    found = plan_of(schedule)
    assert plan_in_words(found, TODAY) == ""
    assert schedule_of(found)["dates"] == [datetime(2026, 12, 24, 15)]  # noqa: DTZ001 (wall time)


@pytest.mark.parametrize(
    "words", ["9" * 300, "elke " * 60, "1, " * 99 + "december 10-12", "\0\u202e dinsdag", "٣ ديسمبر"]
)
def test_strange_words_do_no_harm(words: str) -> None:
    understand(words, TODAY)
