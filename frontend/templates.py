"""Jinja with what every page may use: texts, dates in words, assets, the clock, who is signed in."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from babel.numbers import format_decimal
from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from frontend import dates, languages, rhythm, texts
from frontend.fragments import Fragments
from frontend.known import Known
from frontend.moment import moment_in_words
from frontend.opening import opening_in_words
from frontend.sessions import is_signed_in
from frontend.static import Assets
from services.contracts.participation import NextDate
from services.contracts.participation.readability import BEST_SENTENCE

FOLDER = Path(__file__).parent
Clock = Callable[[], datetime]
PARTS = {"ochtend": "morning", "middag": "afternoon", "avond": "evening"}
"""Of a day, as in our addresses and as participation calls them."""


class Environment(jinja2.Environment):
    """What all templates know stands in one dictionary: jinja's own chain of them is searched link by link, and copied
    for each page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def environment(assets: Assets, clock: Clock, known: Known) -> jinja2.Environment:
    """`clock` gives the moment with an offset; pages speak of days in Den Haag."""
    made = Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )

    def today() -> date:
        return dates.local(clock()).date()

    fragments = Fragments(today)
    made.globals.update(
        t=texts.say,
        label=texts.label,
        choices=known.choices,
        word=known.word,
        dutch_level=known.dutch_level,
        options=options,
        named=named,
        numbered=numbered,
        first_date=first_date,
        best_sentence=BEST_SENTENCE,
        asset=assets.url,
        drawn_icon=icons_of(assets),
        icon_names=lambda: sorted(assets.icons),
        today=today,
        made_once=fragments,
        each_made_once=fragments.each,
        language=languages.current,
        languages=languages.languages,
        in_language=in_language,
        plain=plain,
        weekdays=dates.weekdays,
        wijk_name=known.name,
        distance=distance,
        counted=counted,
        pages_around=pages_around,
        part_counts=lambda counts: {here: counts.part_of_day.get(there, 0) for here, there in PARTS.items()},
        known_since=lambda: known.asked,
        numbers_of=lambda counts: None if counts is None else counts.model_dump_json(),
        places_with_a_point=known.places_with_a_point,
        span=lambda start, end: dates.span_in_words(start, end, today()),
        hours=dates.hours,
        opening=lambda found: opening_in_words(found, today()),
        day_of_a_year=dates.day_of_a_year,
        day=lambda moment: dates.day_in_words(day_of(moment), today()),
        moment_in_words=lambda when: moment_in_words(when, today()),
        moment=lambda moment: dates.moment_in_words(moment, today()),
        rhythm=lambda rrule, start: rhythm.rhythm_in_words(rrule, start, today()),
    )
    made.filters["capital"] = dates.capital
    made.filters["query"] = with_query
    made.filters["ltr"] = ltr
    return made


def icons_of(assets: Assets) -> Callable[..., Markup]:
    """Made once each: a page of a list has a hundred."""

    @cache
    def icon(name: str, more: str = "") -> Markup:
        address = f"{assets.url('icons.svg')}#{assets.drawn(name)}"
        classes = f"denhaag-icon {more}" if more else "denhaag-icon"
        return Markup('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>').format(
            classes, address
        )

    return icon


def options(group: str) -> list[tuple[str, str]]:
    """For a select or radios: the slugs of a group of labels, with what they are called."""
    return [(slug, texts.label(group, slug)) for slug in texts.slugs(group)]


def named(things: Iterable[Any], attribute: str = "name") -> list[tuple[str, str]]:
    """For a select or radios: things that have an id."""
    return [(str(thing.id), getattr(thing, attribute)) for thing in things]


def numbered(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """For a select whose value is the place in a list, from 0."""
    return [(str(number), name) for number, (_, name) in enumerate(pairs)]


def counted(choices: Iterable[tuple[str, str]], counts: Mapping[str, int] | None) -> list[tuple[str, str]]:
    """The same choices, each with how many there are; as they were while that is not known."""
    if not counts:
        return list(choices)
    return [(value, f"{text} ({plain(counts.get(value, 0))})") for value, text in choices]


def pages_around(number: int, last: int) -> list[int]:
    """The page numbers that a list shows: the first, the last and those near this one."""
    return sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})


def first_date(coming: Iterable[NextDate]) -> NextDate | None:
    """The first date that goes ahead."""
    return next((date for date in coming if date.status != "cancelled"), None)


def day_of(moment: date | datetime) -> date:
    return dates.local(moment).date() if isinstance(moment, datetime) else moment


def in_language(code: str) -> Markup:
    """Attributes for a text that is not in the language of the page; nothing for one that is."""
    if code == texts.language.get():
        return Markup()
    known = languages.languages().get(code)
    return Markup(' lang="{}" dir="{}"').format(code, known.direction if known else "auto")


def ltr(text: str) -> str:
    """A phone number or a code inside a sentence: its parts stay in their order in Arabic too (UAX #9, LRI … PDI)."""
    return f"\u2066{text}\u2069" if languages.current().direction == "rtl" else text


def plain(value: float | None) -> str:
    """A number as people write it: counts without decimals, others with one."""
    if value is None:
        return ""
    if value == int(value) and 0 <= value < 1000:
        return str(int(value))
    return str(format_decimal(value, "#,##0.#", languages.current().locale))


def distance(metres: int) -> str:
    """To the nearest fifty metres, from a kilometre on with one decimal."""
    if metres < 1000:
        return texts.say("search.metres", number=max(50, round(metres / 50) * 50))
    return texts.say("search.kilometres", number=plain(metres / 1000))


def with_query(path: str, values: dict[str, Any]) -> str:
    """The address with those values that are filled in."""
    filled = {name: value for name, value in values.items() if value not in (None, "", 0, False)}
    return f"{path}?{urlencode(filled)}" if filled else path


def page(request: Request, template: str, status: int = 200, /, **values: Any) -> Response:
    """A page from a template, such as `page(request, "pages/home/home.html", …)`."""
    state = request.app.state
    html = state.templates.get_template(template).render(
        path=request.url.path,
        query_string=f"?{request.url.query}" if request.url.query else "",
        site=state.settings.addresses["frontend"],
        indexed=status == 200 and request.method == "GET",
        signed_in=is_signed_in(request),
        demo=state.settings.mode == "demo",
        wijken=state.known.wijken,
        **values,
    )
    return HTMLResponse(languages.localised(html, languages.current()), status)
