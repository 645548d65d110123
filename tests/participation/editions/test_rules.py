"""Dates in words, and how a month is told by weekday."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from services.kit.who import Who
from services.participation.activities.schedule_rules import Weekly
from services.participation.editions import rules
from services.participation.editions.arranging_rules import changes_of, month_days, turns_of
from services.participation.editions.composing import without_vowel_marks
from services.participation.editions.drawings import code_of, drawing_for, drawings
from services.participation.editions.wording import Words, languages, words_in
from services.participation.schedules.date_rules import Cancelled, Moment, Moved, Schedule, dates_of
from tests.participation.editions.sample import item, turn

HERE = ZoneInfo("Europe/Amsterdam")
DECEMBER = month_days(date(2026, 12, 1))


def wall(text: str) -> datetime:
    """A time on the clock here."""
    return datetime.fromisoformat(text)


def moments(**changes: Any) -> list[Moment]:
    """Tuesdays from ten to twelve, since November."""
    known: dict[str, Any] = {
        "activity": UUID(int=1),
        "rule": Weekly(1, (1,)),
        "start": wall("2026-11-03 10:00"),
        "end": wall("2026-11-03 12:00"),
        "zone": HERE,
    }
    return dates_of(Schedule(**(known | changes)), DECEMBER)


def test_each_week_is_told_once() -> None:
    (found,) = turns_of(moments(), HERE, DECEMBER)
    assert (found.weekday, found.start, found.end) == (2, time(10), time(12))
    assert [day.day for day in found.days] == [1, 8, 15, 22, 29]
    assert found.weekly
    assert found.not_on == ()


def test_a_cancelled_date_is_left_out_and_told() -> None:
    dates = moments(by_hand={wall("2026-12-08 10:00"): Cancelled("ziek")})
    (found,) = turns_of(dates, HERE, DECEMBER)
    assert [day.day for day in found.not_on] == [8]
    (change,) = changes_of(dates, HERE, DECEMBER)
    assert (change.day.day, change.to_day) == (8, None)


def test_a_moved_date_is_at_its_new_time() -> None:
    moved = Moved(wall("2026-12-10 14:00"), wall("2026-12-10 16:00"))
    dates = moments(by_hand={wall("2026-12-08 10:00"): moved})
    first, second = turns_of(dates, HERE, DECEMBER)
    assert [day.day for day in first.not_on] == [8]
    assert (second.weekday, second.start, [day.day for day in second.days]) == (4, time(14), [10])
    assert not second.weekly
    (change,) = changes_of(dates, HERE, DECEMBER)
    assert (change.to_day, change.to_start) == (date(2026, 12, 10), time(14))


def test_a_date_that_was_moved_out_of_the_month_is_told_in_it() -> None:
    moved = Moved(wall("2027-01-05 10:00"), wall("2027-01-05 12:00"))
    dates = moments(by_hand={wall("2026-12-29 10:00"): moved})
    (found,) = turns_of(dates, HERE, DECEMBER)
    assert [day.day for day in found.not_on] == [29]
    assert [change.day.day for change in changes_of(dates, HERE, DECEMBER)] == [29]


def test_a_full_date_goes_ahead_and_is_told() -> None:
    dates = list(moments())
    (change,) = changes_of(dates, HERE, DECEMBER, {dates[1].id})
    assert (change.day.day, change.full) == (8, True)
    (found,) = turns_of(dates, HERE, DECEMBER)
    assert found.not_on == ()


def test_a_fortnight_is_not_each_week() -> None:
    (found,) = turns_of(moments(rule=Weekly(2, (1,))), HERE, DECEMBER)
    assert [day.day for day in found.days] == [1, 15, 29]
    assert not found.weekly


def test_winter_time_is_the_time_on_the_wall() -> None:
    november = month_days(date(2026, 11, 1))
    one = Moment(UUID(int=2), UUID(int=1), wall("2026-11-03 10:00"), at(3, 9), at(3, 11))
    (found,) = turns_of([one], HERE, november)
    assert found.start == time(10)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


DUTCH = words_in("nl")


@pytest.mark.parametrize(
    ("words", "days", "said"),
    [
        (DUTCH, [(12, 1)], "1 december"),
        (DUTCH, [(12, 29), (12, 1), (12, 15)], "1, 15 en 29 december"),
        (DUTCH, [(11, 30), (12, 1)], "30 november en 1 december"),
        (words_in("pl"), [(12, 1), (12, 8)], "1 i 8 grudnia"),
    ],
)
def test_days_in_words(words: Words, days: list[tuple[int, int]], said: str) -> None:
    assert words.days(date(2026, month, day) for month, day in days) == said


def keys_of(part: Any) -> Any:
    """What a translation has to have as well: the names, and how many of each list."""
    if isinstance(part, dict):
        return {name: keys_of(inner) for name, inner in part.items() if name != "months_in_dates"}
    return len(part) if isinstance(part, list) else None


@pytest.mark.parametrize("language", languages())
def test_every_language_says_all(language: str) -> None:
    assert keys_of(words_in(language).given) == keys_of(DUTCH.given)


def test_every_category_has_a_drawing() -> None:
    assert drawing_for("food") == "food"
    assert drawing_for("what-nobody-drew") == "other"
    assert all(each.startswith("<svg ") for each in drawings().values())


def test_a_code_is_one_drawing() -> None:
    assert code_of("https://voorbeeld.nl/1") != code_of("https://voorbeeld.nl/2")


def test_arabic_is_printed_without_vowel_marks() -> None:
    assert without_vowel_marks({"a": ["أيضًا", 1, None]}) == {"a": ["أيضا", 1, None]}


@pytest.mark.parametrize(
    ("roles", "wijken", "prepares", "approves"),
    [
        ({"editor"}, {"moerwijk"}, True, True),
        ({"editor"}, {"bouwlust"}, False, False),
        ({"moderator"}, set(), True, True),
        ({"programme"}, set(), True, False),
        ({"admin"}, set(), True, True),
        ({"coordinator"}, {"moerwijk"}, False, False),
    ],
)
def test_who_may_make_and_approve(roles: set[str], wijken: set[str], prepares: bool, approves: bool) -> None:
    who = Who("x", frozenset(roles), wijken=frozenset(wijken))
    assert rules.may_prepare(who, "moerwijk") is prepares
    assert rules.may_approve(who, "moerwijk") is approves


def test_why_an_edition_is_not_approved() -> None:
    assert rules.why_not_approved("draft", "a", "b", 0) is None
    assert "Somebody else" in str(rules.why_not_approved("draft", "a", "a", 0))
    assert "2 activities" in str(rules.why_not_approved("draft", "a", "b", 2))
    assert "frozen" in str(rules.why_not_approved("frozen", "a", "b", 0))


def test_a_confirmation_must_hold_on_the_first_day() -> None:
    assert rules.counts_on(date(2026, 12, 1), date(2026, 11, 20)) == date(2026, 12, 1)
    assert rules.counts_on(date(2026, 12, 1), date(2026, 12, 20)) == date(2026, 12, 20)
    assert rules.wrong_month(date(2028, 1, 1), date(2026, 12, 20))
    assert rules.wrong_month(date(2027, 12, 1), date(2026, 12, 20)) is None


def test_what_changed_is_named_once() -> None:
    same, before, after = item(1, turn(1)), item(2, turn(1)), item(2, turn(2))
    assert rules.changed_titles([same, before], [same, after]) == ["Koffieochtend nummer 2"]
    assert rules.changed_titles([same], [same, after]) == ["Koffieochtend nummer 2"]
    assert rules.changed_titles([same, before], [same]) == ["Koffieochtend nummer 2"]
    assert rules.changed_titles([same], [same]) == []
