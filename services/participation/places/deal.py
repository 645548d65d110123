"""The deal's wijken and words, brought into the tables as a difference: rows are added and changed, none is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, delete, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.deal import ActivityTemplate, Deal, LinkHost, Term, Wijk
from services.contracts.deal_open_data import OpenDataFile
from services.contracts.deal_paper import PaperFile
from services.contracts.participation.words import TemplateBody
from services.kit import audit
from services.participation import tables
from services.participation.search.loading import load_search_words
from services.participation.tables import buurt, link_host, metadata, open_data, paper_words, wijk

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class DealChanges:
    """How many rows were written, and how many are no longer of the deal."""

    written: int
    set_aside: int


def load_deal(session: Session, deal: Deal) -> DealChanges:
    """Safe to run again. A word or wijk that the deal no longer names is set aside: what was said with it stays."""
    source = f"{deal.wijken.scheme.source}, {deal.wijken.scheme.inhabitants_year}"
    region = deal.wijken.school_holidays.region
    found = [_apply(session, wijk, wijk_rows(deal.wijken.wijken, source, region))]
    found += [_apply(session, table, word_rows(words)) for table, words in vocabularies(deal)]
    written, set_aside = (sum(numbers) for numbers in zip(*found, strict=True))
    template_rows = [row | {"body": body_of(each)} for row, each in labelled(deal.activity_templates)]
    written += _apply(session, tables.activity_template, template_rows)[0]
    written += _apply_buurten(session, deal.wijken.wijken)
    written += _apply_link_hosts(session, deal.link_hosts) + load_search_words(session, deal)
    written += _apply_paper(session, deal.paper) + _apply_open_data(session, deal.open_data)
    if written or set_aside:
        change = {"written": written, "setAside": set_aside}
        audit.record(session, metadata, "deal", "load", "deal", deal.about.slug, change)
    return DealChanges(written, set_aside)


def vocabularies(deal: Deal) -> Sequence[tuple[Table, Sequence[Term]]]:
    return (
        (tables.category, deal.categories),
        (tables.place_kind, deal.place_kinds),
        (tables.step, deal.steps),
        (tables.audience, deal.for_whom),
        (tables.aspect, deal.accessibility),
        (tables.dutch_level, deal.dutch_levels),
        (tables.language, deal.languages),
        (tables.help_kind, deal.help_kinds),
        (tables.consent_wording, deal.consent_wordings),
    )


def labelled(templates: Sequence[ActivityTemplate]) -> list[tuple[dict[str, Any], ActivityTemplate]]:
    rows = word_rows([Term(slug=each.slug, labels=each.labels) for each in templates])
    return list(zip(rows, templates, strict=True))


def body_of(template: ActivityTemplate) -> dict[str, Any]:
    """As `TemplateShape` shows it."""
    body = template.model_dump(mode="json", exclude={"slug", "labels"})
    return TemplateBody.model_validate(body).model_dump(mode="json", by_alias=True)


def word_rows(words: Sequence[Term]) -> Rows:
    return [{"id": each.slug, "position": n, "labels": each.labels, "in_deal": True} for n, each in enumerate(words)]


def wijk_rows(wijken: Sequence[Wijk], source: str, school_region: str) -> Rows:
    return [
        {
            "id": each.slug,
            "position": n,
            "name": each.name,
            "cbs_wijk": each.cbs_wijk,
            "residents": each.inhabitants,
            "residents_source": source,
            "school_region": school_region,
            "in_deal": True,
        }
        for n, each in enumerate(wijken)
    ]


def _apply(session: Session, table: Table, rows: Rows) -> tuple[int, int]:
    """(rows written, rows set aside)."""
    written = _upsert(session, table, rows, "id")
    named = [row["id"] for row in rows]
    gone = update(table).where(table.c.in_deal, table.c.id.not_in(named)).values(in_deal=False)
    return written, session.execute(gone).rowcount  # type: ignore[attr-defined]


def _apply_buurten(session: Session, wijken: Sequence[Wijk]) -> int:
    """Which buurten make up a wijk; nothing else refers to them, so one that is out of the deal goes."""
    rows = [
        {"code": each.code, "wijk": of.slug, "name": each.name, "residents": each.inhabitants}
        for of in wijken
        for each in of.buurten
    ]
    codes = [row["code"] for row in rows]
    gone = session.scalars(delete(buurt).where(buurt.c.code.not_in(codes)).returning(buurt.c.code)).all()
    return _upsert(session, buurt, rows, "code") + len(gone)


def _apply_link_hosts(session: Session, hosts: Sequence[LinkHost]) -> int:
    """A host that is no longer named is not taken any more; links that were made stay."""
    rows = [each.model_dump() for each in hosts]
    named = [each.host for each in hosts]
    gone = session.scalars(delete(link_host).where(link_host.c.host.not_in(named)).returning(link_host.c.host)).all()
    return _upsert(session, link_host, rows, "host") + len(gone)


def _apply_paper(session: Session, paper: PaperFile) -> int:
    """Frozen editions keep the words that they were printed with."""
    rows = [
        {"language": language, "publisher": paper.publisher, "body": words.model_dump()}
        for language, words in paper.words.items()
    ]
    named, known = list(paper.words), paper_words.c.language
    gone = session.scalars(delete(paper_words).where(known.not_in(named)).returning(known)).all()
    return _upsert(session, paper_words, rows, "language") + len(gone)


def _apply_open_data(session: Session, said: OpenDataFile) -> int:
    body = said.model_dump(mode="json", include={"licence", "publisher", "contact"})
    return _upsert(session, open_data, [{"slot": 0, "body": body}], "slot")


def _upsert(session: Session, table: Table, rows: Rows, key: str) -> int:
    given = insert(table).values(rows)
    names = [name for name in rows[0] if name != key]
    differs = or_(*(table.c[name].is_distinct_from(given.excluded[name]) for name in names))
    changed = given.on_conflict_do_update(
        index_elements=[key], set_={name: given.excluded[name] for name in names}, where=differs
    )
    return len(session.execute(changed.returning(table.c[key])).all())


def deal_is_loaded(session: Session) -> bool:
    return session.scalar(select(literal(1)).select_from(wijk).where(wijk.c.in_deal).limit(1)) is not None
