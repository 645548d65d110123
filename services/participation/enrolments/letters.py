"""What people are told, by mail or by phone. In Dutch now; another language gets a table beside this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


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


@dataclass(frozen=True)
class Words:
    """`letter` is written to somebody, `say` is read out on the phone. `{gap}` stands for a fact."""

    subject: str
    letter: str
    say: str


WORDS: Mapping[str, Words] = {
    "joined": Words("U bent aangemeld: {title}", "U doet mee met {title}.\nHet is op {when}.{all}\nTot dan!", ""),
    "waiting": Words(
        "U staat op de wachtlijst: {title}",
        "{title} is vol.\nU staat op de wachtlijst voor {when}.\nKomt er een plek vrij? Dan hoort u het van ons.",
        "",
    ),
    "offered": Words(
        "Er is een plek voor u: {title}",
        "Er is een plek vrij bij {title}, op {when}.{all}\nWilt u die plek? Zeg dan ja, vóór {by}.\n"
        "Zegt u niets? Dan gaat de plek naar een ander.",
        "Er is een plek vrij bij {title}, op {when}. Wilt u komen? We houden de plek vast tot {by}.",
    ),
    "promoted": Words(
        "U kunt toch komen: {title}",
        "Er is een plek vrij bij {title}. De plek is voor u.\nHet is op {when}.{all}\nKunt u niet? Meld u dan af.",
        "Er is een plek vrij bij {title}, op {when}. De plek is voor u. Komt u?",
    ),
    "lapsed": Words(
        "De plek ging naar een ander: {title}",
        "We hielden een plek voor u vast bij {title}, op {when}.\nWe hoorden niets van u.\n"
        "De plek is nu voor een ander. U kunt u opnieuw aanmelden.",
        "De plek bij {title}, op {when}, is naar een ander. U kunt zich opnieuw aanmelden.",
    ),
    "moved": Words(
        "Andere tijd: {title}",
        "{title} is op een andere tijd.\nHet is nu op {when}.{more}\nUw plek blijft staan. Kunt u niet? Meld u dan af.",
        "{title} is op een andere tijd: {when}.{more} De plek blijft staan. Kunt u dan?",
    ),
    "cancelled": Words(
        "Gaat niet door: {title}",
        "{title} op {when} gaat niet door.{more}\nHet spijt ons. U hoeft niets te doen.",
        "{title} op {when} gaat niet door.{more}",
    ),
    "restored": Words(
        "Gaat toch door: {title}",
        "{title} op {when} gaat toch door.{more}\nU staat weer op de lijst. Kunt u niet? Meld u dan af.",
        "{title} op {when} gaat toch door.{more} U staat weer op de lijst. Komt u?",
    ),
    "reminder": Words(
        "Tot {day}: {title}",
        "U doet mee met {title}.\nHet is op {when}.\nKunt u toch niet? Meld u dan af. Dan kan een ander komen.",
        "{title} is op {when}. Komt u?",
    ),
    "double": Words(
        "U was al aangemeld: {title}",
        "Iemand meldde u nog een keer aan voor {title}, op {when}.\nU houdt één plek. U hoeft niets te doen.",
        "",
    ),
    "double-left": Words(
        "Komt u nog? {title}",
        "U was twee keer aangemeld voor {title}, op {when}. Eén keer is afgemeld.\n"
        "Uw plek staat er nog. Komt u niet? Meld u dan af.",
        "U was twee keer aangemeld voor {title}, op {when}, en meldde u één keer af. Komt u nog?",
    ),
}
STOPPED = Words(
    "{title} stopt",
    "{title} is gestopt. De keren die nog kwamen, gaan niet door.\nU hoeft niets te doen.",
    "{title} is gestopt.",
)
ENDS_IT = ("cancelled", "lapsed")
"""After these there is nothing to leave any more."""


@dataclass(frozen=True)
class Text:
    subject: str
    text: str


def letter(kind: str, facts: Facts, name: str | None, manage_url: str) -> Text:
    words = words_for(kind, facts)
    gaps = gaps_of(facts)
    parts = [f"Beste {name or 'bezoeker'},", words.letter.format(**gaps), f"Waar: {facts.place}, {facts.address}."]
    if kind == "offered":
        parts.append(f"Ja zeggen, of toch niet:\n{manage_url}")
    elif kind not in ENDS_IT:
        parts.append(f"Bekijken of afmelden:\n{manage_url}")
    if facts.place_phone:
        parts.append(f"Een vraag? Bel {facts.place_phone}.")
    parts.append(f"Groeten van\n{facts.place}")
    return Text(words.subject.format(**gaps), "\n\n".join(parts) + "\n")


def say(kind: str, facts: Facts) -> str:
    return words_for(kind, facts).say.format(**gaps_of(facts))


def words_for(kind: str, facts: Facts) -> Words:
    return STOPPED if kind == "cancelled" and facts.ended else WORDS[kind]


def gaps_of(facts: Facts) -> dict[str, str]:
    more = {0: "", 1: " En de keer daarna ook."}.get(facts.more, f" En {facts.more} keren daarna ook.")
    by = spoken(facts.confirm_by) if facts.confirm_by else ""
    every = " U doet mee met alle keren." if facts.series else ""
    return {
        "all": every,
        "title": facts.title,
        "when": spoken(facts.starts_at),
        "day": day(facts.starts_at),
        "by": by,
        "more": more,
    }


def spoken(moment: datetime) -> str:
    """dinsdag 3 december om 14:00"""
    local = moment.astimezone(ZONE)
    return f"{day(moment)} om {local:%H:%M} uur"


def day(moment: datetime) -> str:
    local = moment.astimezone(ZONE)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}"
