"""What people are told: by mail in the language in which they joined, by phone in Dutch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from services.participation.editions import wording as calendar
from services.participation.letters.wording import DUTCH, Text, languages, said, sentence

ZONE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Facts:
    """Of one enrolment; `address` of the place, `phone` of the place, `more` dates of a series likewise."""

    title: str
    place: str
    address: str
    place_phone: str | None
    starts_at: datetime
    confirm_by: datetime | None = None
    more: int = 0
    ended: bool = False
    series: bool = False


SAY: Mapping[str, str] = {
    "joined": "",
    "waiting": "",
    "offered": "Er is een plek vrij bij {title}, op {when}. Wilt u komen? We houden de plek vast tot {by}.",
    "promoted": "Er is een plek vrij bij {title}, op {when}. De plek is voor u. Komt u?",
    "lapsed": "De plek bij {title}, op {when}, is naar een ander. U kunt zich opnieuw aanmelden.",
    "moved": "{title} is op een andere tijd: {when}.{more} De plek blijft staan. Kunt u dan?",
    "cancelled": "{title} op {when} gaat niet door.{more}",
    "stopped": "{title} is gestopt.",
    "restored": "{title} op {when} gaat toch door.{more} U staat weer op de lijst. Komt u?",
    "reminder": "{title} is op {when}. Komt u?",
    "double": "",
    "double-left": "U was twee keer aangemeld voor {title}, op {when}, en meldde u één keer af. Komt u nog?",
}
"""What is read out on the phone; nobody is called about what is empty."""
ENDS_IT = ("cancelled", "stopped", "lapsed")
"""After these there is nothing to leave any more."""


def letter(kind: str, facts: Facts, name: str | None, manage_url: str, language: str) -> Text:
    language = language if language in languages() else DUTCH
    kind = told_as(kind, facts)
    written = said(language, kind, **gaps_of(facts, language))
    parts = [
        phrase(language, "greeting", name=name or phrase(language, "visitor")),
        written.text,
        phrase(language, "where", place=facts.place, address=facts.address),
    ]
    if kind not in ENDS_IT:
        parts.append(phrase(language, "confirm" if kind == "offered" else "manage", link=manage_url))
    if facts.place_phone:
        parts.append(phrase(language, "question", phone=facts.place_phone))
    parts.append(phrase(language, "regards", place=facts.place))
    return Text(written.subject, "\n\n".join(parts) + "\n")


def say(kind: str, facts: Facts) -> str:
    return SAY[told_as(kind, facts)].format(**gaps_of(facts, DUTCH))


def told_as(kind: str, facts: Facts) -> str:
    """Who joined what has ended hears that, not that one date is cancelled."""
    return "stopped" if kind == "cancelled" and facts.ended else kind


def phrase(language: str, which: str, /, **gaps: str) -> str:
    return sentence(language, "enrolment", which).format(**gaps)


def gaps_of(facts: Facts, language: str) -> dict[str, str]:
    more = phrase(language, "more_one" if facts.more == 1 else "more", count=str(facts.more)) if facts.more else ""
    return {
        "all": phrase(language, "all") if facts.series else "",
        "title": facts.title,
        "when": spoken(facts.starts_at, language),
        "day": day(facts.starts_at, language),
        "by": spoken(facts.confirm_by, language) if facts.confirm_by else "",
        "more": more,
    }


def spoken(moment: datetime, language: str) -> str:
    """dinsdag 3 december om 14:00 uur"""
    return phrase(language, "when", day=day(moment, language), clock=f"{moment.astimezone(ZONE):%H:%M}")


def day(moment: datetime, language: str) -> str:
    """As on paper, in the same words."""
    return calendar.words_in(language).day_with_weekday(moment.astimezone(ZONE).date())
