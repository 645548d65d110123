"""Opening hours as people write them in Dutch, and back: what is written here can be read here."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from services.contracts.participation.opening import DAYS, Day, Opening, OtherHours, Span, WeeklyHours

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)
NUMBER_OF = {name: n for n, name in enumerate(WEEKDAYS)} | {name[:2]: n for n, name in enumerate(WEEKDAYS)}
SPAN = re.compile(r"(\d{1,2})(?:[.:](\d\d))? ?[-–] ?(\d{1,2})(?:[.:](\d\d))?")
PERIOD = re.compile(rf"(?P<days>[a-z][a-z./ \-–]*?) (?P<spans>{SPAN.pattern}(?: en {SPAN.pattern})*)(?: uur)?")
EXAMPLE = "maandag tot en met vrijdag 9.00–17.00 uur, zaterdag 10.00–12.00 en 13.00–16.00 uur"


def opening_text(opening: Opening, today: date) -> str:
    """The week on the first line, then a line for each exception that is not over."""
    ordered = sorted(opening.exceptions, key=lambda other: other.valid_from)
    lines = [_exception(other) for other in ordered if other.valid_through >= today]
    return "\n".join([week_text(opening.hours), *lines])


def week_text(hours: Sequence[WeeklyHours]) -> str:
    """ "maandag tot en met vrijdag 9.00–17.00 uur, zaterdag 10.00–16.00 uur"."""
    alike = [(spans, [n for n, _ in days]) for spans, days in groupby(_by_day(hours), key=lambda each: each[1])]
    said = [f"{_days(days)} {_spans(spans)} uur" for spans, days in alike if spans]
    return ", ".join(said) or "geen vaste openingstijden"


def read_week(text: str) -> list[WeeklyHours]:
    """Reads what `week_text` writes, and shorter ways: "ma-vr 9-17, za 10:00-12:00". Raises ValueError, in words."""
    found: list[WeeklyHours] = []
    for part in re.split(r"\s*[,;]\s*", " ".join(text.lower().split()).rstrip(". ")):
        period = PERIOD.fullmatch(part)
        days = _read_days(period["days"].strip()) if period else None
        if not period or not days:
            raise ValueError(f"can't read “{part}”; write for instance “{EXAMPLE}”")
        spans = [_read_span(match) for match in SPAN.finditer(period["spans"])]
        found += [WeeklyHours(day_of_week=days, **span) for span in spans]
    return canonical(Opening(hours=found).hours)


def canonical(hours: Sequence[WeeklyHours]) -> list[WeeklyHours]:
    """The same week, said in one way: per opening and closing time the days, in the order of the week."""
    days_of: dict[tuple[str, str], list[Day]] = {}
    for number, spans in _by_day(hours):
        for span in spans:
            days_of.setdefault(span, []).append(DAYS[number])
    return [WeeklyHours(day_of_week=days, opens=opens, closes=closes) for (opens, closes), days in days_of.items()]


def _by_day(hours: Sequence[WeeklyHours]) -> list[tuple[int, list[tuple[str, str]]]]:
    return [
        (number, sorted((each.opens, each.closes) for each in hours if day in each.day_of_week))
        for number, day in enumerate(DAYS)
    ]


def _days(numbers: list[int]) -> str:
    first, last = WEEKDAYS[numbers[0]], WEEKDAYS[numbers[-1]]
    if len(numbers) == len(WEEKDAYS):
        return "elke dag"
    if len(numbers) == 1:
        return first
    return f"{first} en {last}" if len(numbers) == 2 else f"{first} tot en met {last}"


def _read_days(words: str) -> list[Day]:
    """Empty when these are no days."""
    if words in ("elke dag", "dagelijks"):
        return list(DAYS)
    names = re.split(r" ?(?:tot en met|t/m|[-–]) ?", words)
    ends = _numbers(names)
    if len(ends) == 2:
        return list(DAYS[ends[0] : ends[1] + 1])
    return [DAYS[number] for number in _numbers(words.split(" en "))]


def _numbers(names: Sequence[str]) -> list[int]:
    found = [NUMBER_OF.get(name.strip(". ")) for name in names]
    return [number for number in found if number is not None] if None not in found else []


def _spans(spans: Sequence[tuple[str, str]]) -> str:
    return " en ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in spans)


def _clock(time: str) -> str:
    """09:00 → 9.00."""
    hours, minutes = time.split(":")
    return f"{int(hours)}.{minutes}"


def _read_span(match: re.Match[str]) -> dict[str, str]:
    hours, minutes, until_hours, until_minutes = match.groups()
    return {
        "opens": f"{int(hours):02}:{minutes or '00'}",
        "closes": f"{int(until_hours):02}:{until_minutes or '00'}",
    }


def _exception(other: OtherHours) -> str:
    when = _date(other.valid_from, weekday=True)
    if other.valid_through != other.valid_from:
        when = f"{_date(other.valid_from)} tot en met {_date(other.valid_through)}"
    hours = f"{_spans(list(_ordered(other.hours)))} uur" if other.hours else "gesloten"
    return f"{when}: {hours}" + (f" ({other.reason})" if other.reason else "")


def _ordered(spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    return ((each.opens, each.closes) for each in sorted(spans, key=lambda each: each.opens))


def _date(day: date, weekday: bool = False) -> str:
    text = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {text}" if weekday else text
