"""A report's content as a paper: the whole one, and a short one for the council (Art. 7.5)."""

from collections.abc import Iterator

from services.contracts.projects.report_content import ReportContent
from services.contracts.projects.reports import ReportVersion
from services.projects.reports.composing import account, approach, beginning, money, results
from services.projects.reports.composing.words import day
from services.projects.reports.paper.blocks import Block, Paper
from services.projects.reports.rules import ARTICLES

LANGUAGE = "nl"


def paper_of(content: ReportContent, version: ReportVersion, draft: bool) -> Paper:
    blocks = list(whole(content) if version == "full" else short(content))
    return Paper(
        title=content.title if version == "full" else f"{content.title} in het kort",
        subtitle=subtitle(content, version),
        deal=content.deal.name,
        author=f"Programmabureau {content.deal.name}",
        day=last_day(content),
        language=LANGUAGE,
        draft=draft,
        facts=title_facts(content),
        blocks=blocks,
        contents=version == "full",
    )


def whole(content: ReportContent) -> Iterator[Block]:
    yield from beginning.differences(content)
    yield from beginning.written(content, "foreword", "Voorwoord")
    yield from beginning.summary(content)
    yield from beginning.the_deal(content)
    yield from approach.chapter(content)
    yield from results.chapter(content)
    yield from money.chapter(content)
    yield from account.cooperation(content)
    yield from beginning.written(content, "outlook", "Vooruitblik")
    yield from account.chapter(content)


def short(content: ReportContent) -> Iterator[Block]:
    yield from beginning.summary(content)
    yield from beginning.differences(content)
    yield from results.short(content)
    yield from money.short(content)
    yield from account.short(content)


def subtitle(content: ReportContent, version: ReportVersion) -> str:
    if version == "short":
        return "Verkorte versie voor de gemeenteraad"
    return f"Over {day(content.period_from)} tot en met {day(content.period_until)}"


def title_facts(content: ReportContent) -> dict[str, str]:
    facts = {
        "Editie": f"{content.edition}",
        "Periode": f"{day(content.period_from)} tot en met {day(content.period_until)}",
        "Grondslag": f"{ARTICLES[content.kind]} van de {content.deal.name}",
        "Gegevens opgehaald op": day(content.gathered.gathered_at.date()),
    }
    if content.discussion:
        facts["Besproken"] = f"overleg {content.discussion.consultation} op {day(content.discussion.on)}"
    if content.publication:
        facts["Gepubliceerd op"] = day(content.publication.on)
        if content.publication.reference:
            facts["Bekendmaking"] = content.publication.reference
    return facts


def last_day(content: ReportContent) -> str:
    """The day that the files carry: of publication, or of gathering for a draft."""
    on = content.publication.on if content.publication else content.gathered.gathered_at.date()
    return on.isoformat()
