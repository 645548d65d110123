"""How a report goes: gathered, discussed in the consultation, published and from then on never changed (Art. 7.4)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from services.contracts.projects.report_content import Discussion, Gathered, ReportKind
from services.contracts.projects.reports import SectionShape

DRAFT, DISCUSSED, PUBLISHED = "draft", "discussed", "published"
REPORT_STEPS: Mapping[str, frozenset[str]] = {
    DRAFT: frozenset({DISCUSSED}),
    DISCUSSED: frozenset({DRAFT, PUBLISHED}),
    PUBLISHED: frozenset(),
}
"""Gathering again after the discussion makes it a draft again: what is published is what was discussed."""
TITLES: Mapping[ReportKind, str] = {
    "progress": "Voortgangsrapportage",
    "baseline": "Nulmeting",
    "final-evaluation": "Eindevaluatie",
}
ARTICLES: Mapping[ReportKind, str] = {
    "progress": "Art. 7.4",
    "baseline": "Art. 7.8",
    "final-evaluation": "Art. 7.7",
}
COUNTED_KINDS: frozenset[ReportKind] = frozenset({"progress"})
"""Over one year; the others are over everything until the end of theirs."""


def why_no_step(now: str, wanted: str) -> str | None:
    """Why a report can not go from one state to another; None for a step that the table has."""
    if wanted in REPORT_STEPS[now]:
        return None
    if now == PUBLISHED:
        return "A published report never changes (Art. 7.4). Make a new edition that says what is corrected."
    allowed = ", ".join(sorted(REPORT_STEPS[now]))
    return f"This report is {now}; from there it can only become: {allowed} (Art. 7.4)."


def why_not_changeable(status: str) -> str | None:
    return why_no_step(status, DRAFT) if status == PUBLISHED else None


def title_of(kind: ReportKind, year: int) -> str:
    return f"{TITLES[kind]} {year}"


def period_of(kind: ReportKind, year: int, starts: date | None) -> tuple[date, date]:
    """First and last day that the report is about; `starts` is the first day of the deal, when it is known."""
    first = date(year, 1, 1)
    if kind not in COUNTED_KINDS and starts:
        first = min(starts, first)
    return first, date(year, 12, 31)


def wrong_year(kind: ReportKind, year: int, baseline: int, today: date) -> str | None:
    """Why there can be no report over this year. A progress report is over a preceding year (Art. 7.4)."""
    if year < baseline:
        return f"The deal begins in {baseline}; there is nothing to report over {year}."
    if kind == "baseline" and year != baseline:
        return f"The baseline is of {baseline} (Art. 7.8)."
    if year > today.year or (kind == "progress" and year == today.year):
        return f"A report is over a year that has gone by (Art. 7.4); {year} has not."
    return None


def sections_of(pillars: Iterable[tuple[int, str]]) -> list[SectionShape]:
    """The texts that people write, in the order of the report."""
    approach = [
        SectionShape(
            id=f"approach-{number}",
            title=f"Aanpak: {title}",
            hint="Wat is er gedaan, wat ging goed, wat liep anders en waarom (Art. 7.4a).",
        )
        for number, title in pillars
    ]
    return [
        SectionShape(id="foreword", title="Voorwoord", hint="Een kort woord vooraf, met naam en functie."),
        SectionShape(id="summary", title="Samenvatting", hint="Het verhaal van het jaar in een halve pagina."),
        *approach,
        SectionShape(
            id="results", title="Resultaten", hint="Wat zeggen de cijfers, en wat zeggen zij niet (Art. 7.4b)."
        ),
        SectionShape(id="money", title="Geld", hint="Uitleg bij de cijfers en bij verschillen (Art. 7.4c)."),
        SectionShape(
            id="cooperation", title="Samenwerking", hint="Hoe werken partijen en partners samen (Art. 6 en 7.6)."
        ),
        SectionShape(id="outlook", title="Vooruitblik", hint="Wat staat er voor het volgende jaar op stapel."),
    ]


def unknown_sections(texts: Mapping[str, Any], sections: Iterable[SectionShape]) -> list[str]:
    known = {section.id for section in sections}
    return [name for name in texts if name not in known]


def why_not_without(gathered: Gathered, acknowledge: str) -> str | None:
    """Why a report can not be published yet: figures are missing and nobody says that it may go without."""
    if not gathered.missing or acknowledge.strip():
        return None
    names = "; ".join(f"{each.what} ({each.why})" for each in gathered.missing)
    return f"Figures are missing: {names}. Refresh the report, or say in `acknowledge` why it goes without."


def wrong_day(on: date, discussion: Discussion | None, period_until: date, today: date) -> str | None:
    """Why a report can not have been published on this day."""
    if on > today:
        return "The day of publication is still to come."
    if on <= period_until:
        return f"The report is over the time until {period_until}, so it is published after that (Art. 7.4)."
    if discussion and on < discussion.on:
        return f"The draft was discussed on {discussion.on}; publication is not before that (Art. 7.4)."
    return None
