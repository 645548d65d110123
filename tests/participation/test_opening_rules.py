"""Opening hours: read, said and asked by the clock here."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pydantic import ValidationError

from services.contracts.participation.opening import DAYS, Opening, OtherHours, Span, WeeklyHours, overlapping
from services.participation.places.opening_rules import Standing, spans_on, standing
from services.participation.places.opening_text_rules import canonical, opening_text, read_week, week_text

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY = date(2026, 11, 23)
OFFICE = "maandag tot en met vrijdag 9.00–12.00 en 13.00–17.00 uur, zaterdag 10.00–12.00 uur"


def opening(text: str, *exceptions: OtherHours) -> Opening:
    return Opening(hours=read_week(text), exceptions=list(exceptions))


def here(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE).astimezone(UTC)


def closed(first: date, last: date | None = None, reason: str | None = None) -> OtherHours:
    return OtherHours(valid_from=first, valid_through=last or first, reason=reason)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("ma-vr 9-17", "maandag tot en met vrijdag 9.00–17.00 uur"),
        ("Ma t/m vr 09:00 - 17:00 uur; za. en zo. 10.00–12.00", ""),
        ("elke dag 8.30–22.00 uur", "elke dag 8.30–22.00 uur"),
        ("dagelijks 0-24", "elke dag 0.00–24.00 uur"),
        ("wo 9-12 en 13-17, ma 9-12", "maandag 9.00–12.00 uur, woensdag 9.00–12.00 en 13.00–17.00 uur"),
        ("vrijdag en zaterdag 19.30–24.00 uur.", "vrijdag en zaterdag 19.30–24.00 uur"),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(given: str, said: str) -> None:
    expected = said or "maandag tot en met vrijdag 9.00–17.00 uur, zaterdag en zondag 10.00–12.00 uur"
    assert week_text(read_week(given)) == expected


@pytest.mark.parametrize(
    "text", ["", "altijd", "ma 9", "ma 17-9", "ma 9-25", "ma 9.60-12", "vr-ma 9-17", "ma 9-12 en 11-15", "koffie 9-12"]
)
def test_what_can_not_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"can't read|closes after|overlap|pattern"):
        read_week(text)


clocks = (
    some.integers(0, 24 * 4)
    .filter(lambda quarter: not 8 < quarter < 12)  # the hour that comes twice in autumn
    .map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
)


@some.composite
def spans(draw: some.DrawFn) -> list[Span]:
    times = sorted(draw(some.lists(clocks, max_size=6, unique=True)))
    return [Span(opens=a, closes=b) for a, b in zip(times[::2], times[1::2], strict=False)]


@some.composite
def weeks(draw: some.DrawFn) -> list[WeeklyHours]:
    return [
        WeeklyHours(day_of_week=[day], opens=span.opens, closes=span.closes) for day in DAYS for span in draw(spans())
    ]


@given(weeks())
def test_what_is_said_of_a_week_can_be_read_back(week: list[WeeklyHours]) -> None:
    tidy = canonical(week)
    assert canonical(tidy) == tidy
    if week:
        assert read_week(week_text(week)) == tidy
    else:
        assert week_text(week) == "geen vaste openingstijden"


@settings(max_examples=60, deadline=None)
@given(weeks(), some.integers(0, 14 * 96), some.sampled_from([date(2026, 3, 23), date(2026, 10, 19), MONDAY]))
def test_the_next_change_is_the_next_change(week: list[WeeklyHours], quarters: int, monday: date) -> None:
    """Walks through time by the quarter, over both changes of the clock, and compares."""
    one = Opening(hours=week)
    now = datetime.combine(monday, time(), ZONE).astimezone(UTC) + timedelta(minutes=15 * quarters)
    found = standing(one, now, ZONE)
    assert found.open_now == is_open(one, now)
    change = found.closes_at if found.open_now else found.opens_at
    if change is None:
        assert all(is_open(one, now + timedelta(hours=n)) == found.open_now for n in range(8 * 24))
        return
    assert change > now
    assert is_open(one, change) != found.open_now
    assert is_open(one, change - timedelta(minutes=15)) == found.open_now
    steps = min(int((change - now).total_seconds() // 900), 100)
    assert all(is_open(one, now + timedelta(minutes=15 * n)) == found.open_now for n in range(steps))


def is_open(one: Opening, moment: datetime) -> bool:
    """Straight from the clock here, without instants."""
    local = moment.astimezone(ZONE)
    return any(span.opens <= f"{local:%H:%M}" < span.closes for span in spans_on(one, local.date()))


def test_open_and_closed_by_the_clock_here() -> None:
    one = opening(OFFICE)
    assert standing(one, here(MONDAY, "08:59"), ZONE) == Standing(False, opens_at=here(MONDAY, "09:00"))
    assert standing(one, here(MONDAY, "09:00"), ZONE) == Standing(True, closes_at=here(MONDAY, "12:00"))
    assert standing(one, here(MONDAY, "12:00"), ZONE) == Standing(False, opens_at=here(MONDAY, "13:00"))
    saturday = MONDAY + timedelta(days=5)
    assert standing(one, here(saturday, "12:00"), ZONE).opens_at == here(MONDAY + timedelta(days=7), "09:00")


def test_nine_stays_nine_over_both_clock_changes() -> None:
    one = opening("elke dag 9-17")
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    for day, utc_before, utc_after in ((spring, 8, 7), (autumn, 7, 8)):
        before = standing(one, here(day - timedelta(days=1), "08:00"), ZONE).opens_at
        after = standing(one, here(day, "08:00"), ZONE).opens_at
        assert before and after
        assert (before.hour, after.hour) == (utc_before, utc_after)


def test_an_hour_that_the_spring_skips_is_never_open() -> None:
    night = opening("zondag 2.30–3.15 uur")
    assert standing(night, here(date(2026, 3, 28), "12:00"), ZONE).opens_at == here(date(2026, 4, 5), "02:30")


def test_an_exception_goes_before_the_week() -> None:
    holiday = closed(MONDAY, MONDAY + timedelta(days=1), "verbouwing")
    short = OtherHours(
        valid_from=date(2026, 11, 25), valid_through=date(2026, 11, 25), hours=[Span(opens="10:00", closes="11:00")]
    )
    one = opening(OFFICE, short, holiday)
    assert standing(one, here(MONDAY, "10:00"), ZONE) == Standing(False, opens_at=here(date(2026, 11, 25), "10:00"))
    assert opening_text(one, MONDAY).splitlines() == [
        OFFICE,
        "23 november 2026 tot en met 24 november 2026: gesloten (verbouwing)",
        "woensdag 25 november 2026: 10.00–11.00 uur",
    ]
    assert opening_text(one, date(2026, 11, 26)) == OFFICE


def test_a_night_is_two_days() -> None:
    one = opening("vrijdag 20-24, zaterdag 0-2")
    friday = MONDAY + timedelta(days=4)
    assert standing(one, here(friday, "21:00"), ZONE).closes_at == here(friday + timedelta(days=1), "02:00")


def test_what_never_closes_never_closes_and_what_never_opens_never_opens() -> None:
    assert standing(opening("elke dag 0-24"), here(MONDAY, "03:00"), ZONE) == Standing(True)
    assert standing(Opening(), here(MONDAY, "03:00"), ZONE) == Standing(False)
    assert standing(opening(OFFICE, closed(MONDAY, date(2027, 11, 1))), here(MONDAY, "10:00"), ZONE) == Standing(False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": [{"dayOfWeek": ["Monday"], "opens": "17:00", "closes": "09:00"}]},
        {"hours": [{"dayOfWeek": ["Maandag"], "opens": "09:00", "closes": "17:00"}]},
        {"hours": [{"dayOfWeek": [], "opens": "09:00", "closes": "17:00"}]},
        {"hours": [{"dayOfWeek": ["Monday"], "opens": "9:00", "closes": "17:00"}]},
        {"hours": [{"dayOfWeek": ["Monday"], "opens": "24:00", "closes": "24:00"}]},
        {"hours": [{"dayOfWeek": ["Monday", "Friday"], "opens": "09:00", "closes": "12:00"},
                   {"dayOfWeek": ["Friday"], "opens": "11:59", "closes": "13:00"}]},
        {"exceptions": [{"validFrom": "2026-12-25", "validThrough": "2026-12-24"}]},
        {"exceptions": [{"validFrom": "2026-12-25", "validThrough": "2026-12-26"},
                        {"validFrom": "2026-12-26", "validThrough": "2026-12-26"}]},
        {"exceptions": [{"validFrom": "0001-12-25", "validThrough": "2026-12-26"}]},
        {"exceptions": [{"validFrom": "2026-12-25", "validThrough": "2026-12-25", "hours": [
            {"opens": "09:00", "closes": "12:00"}, {"opens": "11:00", "closes": "13:00"}]}]},
    ],
)  # fmt: skip
def test_impossible_hours_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Opening.model_validate(wrong)


def test_hours_may_touch() -> None:
    assert not overlapping([Span(opens="09:00", closes="12:00"), Span(opens="12:00", closes="17:00")])
