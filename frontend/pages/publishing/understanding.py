"""Reads when an activity is, in words: "elke dinsdag 10.00–12.00, niet in de schoolvakanties".

What words mean stands in `locales/`, so that every language of the site can be read; names of days and months are those
of CLDR. Dutch is always read as well. What can't be read is given back, never guessed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache

from babel import Locale

from frontend.pages.publishing.plan import KINDS, Plan
from frontend.rhythm import NTHS, Rhythm
from frontend.texts import DEFAULT, language, texts_of
from services.contracts.participation import HolidayKind

MOST_LETTERS = 300
ARABIC_AND = re.compile(r"\bو(?=ال)")
"""Is written to the word after it."""


@dataclass(frozen=True)
class NotUnderstood:
    """`lacks` is time, day or order: what is to be said (better)."""

    lacks: str


@dataclass(frozen=True)
class Understood:
    """`unread` are words that meant nothing here."""

    plan: Plan
    unread: str = ""


@dataclass(frozen=True)
class Lexicon:
    """Of one language: patterns, longest names first."""

    days: dict[str, int]
    months: dict[str, int]
    texts: dict[str, str]

    def any_of(self, name: str) -> str:
        return one_of(self.texts[f"plan.read.{name}"].split(","))

    @property
    def day(self) -> str:
        return rf"(?:{one_of(self.days)})\w*"

    @property
    def month(self) -> str:
        return rf"(?:{one_of(self.months)})\w*\.?"


def one_of(words: Iterable[str]) -> str:
    found = sorted({plain(word).strip() for word in words}, key=len, reverse=True)
    return "|".join(rf"\b{re.escape(word)}" if word[:1].isalnum() else re.escape(word) for word in found)


@lru_cache
def lexicon(code: str) -> Lexicon:
    locale = Locale.parse(texts_of(code)["language.locale"])
    days: dict[str, int] = {}
    months: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        days |= {name: number + 1 for number, each in locale.days[context]["wide"].items() for name in stems(each)}
        months |= {name: number for number, each in locale.months[context]["wide"].items() for name in stems(each)}
    return Lexicon(days, months, texts_of(code))


def stems(name: str) -> tuple[str, ...]:
    """A name, also without its last letter (środa, środę) and without an Arabic article."""
    bare = plain(name)
    return tuple({bare, bare.removeprefix("ال"), bare[:-1] if len(bare) > 5 else bare})


def plain(text: str) -> str:
    """Small letters, with digits as they are written here, and words apart."""
    small = unicodedata.normalize("NFC", text.replace("İ", "i")).casefold().replace("i̇", "i")
    digits = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in small)
    return ARABIC_AND.sub("و ", digits)


def understand(words: str, today: date, since: date | None = None) -> Understood | NotUnderstood:
    """In the language of the page, else in Dutch. A rhythm begins at `since` where no first day is said."""
    tried = [Reader(plain(words[:MOST_LETTERS]), lexicon(code), today, since or today) for code in languages_tried()]
    read = [each.read() for each in tried]
    good = [each for each in read if isinstance(each, Understood)]
    return min(good, key=lambda each: len(each.unread)) if good else read[0]


def languages_tried() -> list[str]:
    return list(dict.fromkeys((language.get(), DEFAULT)))


@dataclass
class Reader:
    """Takes out of a text, one after the other, what it knows."""

    text: str
    known: Lexicon
    today: date
    since: date
    from_: date | None = None
    until: date | None = None
    dates: list[date] = field(default_factory=list)

    def take(self, pattern: str) -> re.Match[str] | None:
        """The first place where the pattern stands; it is a gap from then on."""
        found = re.search(pattern, self.text)
        if found:
            self.text = f"{self.text[: found.start()]} | {self.text[found.end() :]}"
        return found

    def take_all(self, pattern: str, keep: Callable[[re.Match[str]], None]) -> None:
        while found := self.take(pattern):
            keep(found)

    def read(self) -> Understood | NotUnderstood:
        known = self.known
        for name, keep in (("until", self.keep_until), ("from", self.keep_from), ("", self.keep_dates)):
            before = rf"(?:{known.any_of(name)})[:\s]*" if name else ""
            self.take_all(rf"{before}(?:{known.day},?\s+)?{self.dated}", keep)
        hours = self.hours()
        not_in = self.left_out()
        rhythm = self.rhythm()
        if hours is None:
            return NotUnderstood("time")
        if hours[1] <= hours[0]:
            return NotUnderstood("order")
        if rhythm.repeat == "once" and not self.dates:
            return NotUnderstood("day")
        return Understood(self.planned(hours, rhythm, not_in), self.unread())

    def planned(self, hours: tuple[time, time], rhythm: Rhythm, not_in: tuple[HolidayKind, ...]) -> Plan:
        if rhythm.repeat == "once":
            days = sorted(set(self.dates))
            return Plan(days[0], *hours, Rhythm("dates" if days[1:] else "once"), tuple(days[1:]))
        first = self.from_ or self.since
        return Plan(first, *hours, rhythm, tuple(sorted(set(self.dates))), not_in).on_a_day

    @property
    def dated(self) -> str:
        """`1, 8 en 15 december 2026`, `1-12-2026` or `2026-12-01`."""
        separator = rf"\s*(?:,|{self.known.any_of('and')})\s*"
        number = r"\d{1,2}(?!\d)(?:e|de|ste|\.)?"
        year = rf"(?:(?:\s+{self.known.day})?,?\s+(?P<year>\d{{4}}))?"
        named = rf"(?P<numbers>{number}(?:{separator}{number})*)\s+(?P<month>{self.known.month}){year}"
        in_numbers = r"(?P<day>\d{1,2})[-/](?P<of>\d{1,2})[-/](?P<in>\d{4})"
        return rf"(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|{in_numbers}|{named})"

    def keep_until(self, found: re.Match[str]) -> None:
        self.until = next(iter(self.days_in(found)), self.until)

    def keep_from(self, found: re.Match[str]) -> None:
        self.from_ = next(iter(self.days_in(found)), self.from_)

    def keep_dates(self, found: re.Match[str]) -> None:
        self.dates += self.days_in(found)

    def days_in(self, found: re.Match[str]) -> list[date]:
        """None of a day that there is not, such as 31 June."""
        try:
            if found["iso"]:
                return [date.fromisoformat(found["iso"])]
            if found["day"]:
                return [date(int(found["in"]), int(found["of"]), int(found["day"]))]
            month = next(number for name, number in by_length(self.known.months) if found["month"].startswith(name))
            numbers = [int(each) for each in re.findall(r"\d+", found["numbers"])]
            return [self.coming(number, month, found["year"]) for number in numbers]
        except ValueError:
            return []

    def coming(self, number: int, month: int, year: str | None) -> date:
        """Without a year the first that is not long past."""
        if year:
            return date(int(year), month, number)
        this_year = date(self.today.year, month, number)
        return this_year if this_year >= self.today else date(self.today.year + 1, month, number)

    def hours(self) -> tuple[time, time] | None:
        one = r"(\d{1,2})(?:\s*[.:u]\s*(\d{2}))?"
        to = rf"(?:[-–—]|{self.known.any_of('to')})"
        clock = rf"(?:\s*(?:{self.known.any_of('clock')}))?"
        found = self.take(rf"\b{one}{clock}\s*{to}{clock}\s*{one}\b{clock}")
        if found is None:
            return None
        first, last = (int(found[1]), int(found[2] or 0)), (int(found[3]), int(found[4] or 0))
        try:
            return time(*first), time(*last)
        except ValueError:
            return None

    def left_out(self) -> tuple[HolidayKind, ...]:
        """Only after “not”."""
        found = self.take(rf"(?:{self.known.any_of('not')})\b(?P<rest>.*)")
        if found is None:
            return ()
        rest = found["rest"]
        kinds: list[HolidayKind] = []
        for kind in KINDS:
            pattern = rf"(?:{self.known.any_of(kind)})\w*"
            if re.search(pattern, rest):
                kinds.append(kind)
                rest = re.sub(pattern, " | ", rest)
        self.text += f" {rest}"
        return tuple(kinds)

    def rhythm(self) -> Rhythm:
        known = self.known
        if self.take(rf"(?:{known.any_of('daily')})"):
            return Rhythm("weekly", (1, 2, 3, 4, 5, 6, 7), self.until)
        nth = tuple(number for number in NTHS if self.take_every(known.any_of(f"nth.{number}")))
        fortnightly = self.take_every(known.any_of("fortnightly"))
        every = self.take_every(known.any_of("every"))
        days = self.weekdays()
        if not days or (self.dates and not (every or nth or fortnightly)):
            return Rhythm("once")
        if nth:
            return Rhythm("monthly", days, self.until, nth)
        return Rhythm("fortnightly" if fortnightly else "weekly", days, self.until)

    def take_every(self, pattern: str) -> bool:
        return self.take(rf"(?:{pattern})(?!\w)") is not None

    def weekdays(self) -> tuple[int, ...]:
        """`maandag tot en met vrijdag` is five days."""
        day = self.known.day
        between = self.take(rf"(?P<first>{day})\s*(?:[-–]|{self.known.any_of('through')})\s*(?P<last>{day})")
        found: set[int] = set()
        if between:
            first, last = self.number_of(between["first"]), self.number_of(between["last"])
            found |= {number for number in range(1, 8) if (number - first) % 7 <= (last - first) % 7}
        self.take_all(day, lambda each: found.add(self.number_of(each[0])))
        return tuple(sorted(found))

    def number_of(self, name: str) -> int:
        return next(number for known, number in by_length(self.known.days) if name.startswith(known))

    def unread(self) -> str:
        fillers = rf"(?:{self.known.any_of('fillers')}|{self.known.any_of('not')})(?!\w)"
        rest = re.sub(fillers, " ", self.text)
        return " ".join(re.findall(r"[\w’\'-]*[^\W_][\w’\'-]*", rest))


def by_length(names: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(names.items(), key=lambda each: -len(each[0]))
