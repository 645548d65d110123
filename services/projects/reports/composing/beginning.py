"""How a report begins: what another edition changes, the summary, and what the deal is about."""

from collections.abc import Iterator

from services.contracts.projects.report_content import ReportContent
from services.projects.reports.composing.words import VERDICTS, counted, enumerated
from services.projects.reports.paper.blocks import (
    Block,
    Column,
    Heading,
    Listed,
    Notice,
    Paragraph,
    Quote,
    Table,
)


def differences(content: ReportContent) -> Iterator[Block]:
    """Only in a later edition: why it is there, and what it says differently."""
    if content.edition == 1:
        return
    yield Heading(1, "Wat is er anders in deze editie")
    yield Paragraph(
        f"Dit is editie {content.edition}. Zij vervangt editie {content.edition - 1}, die onveranderd bewaard blijft. "
        f"De reden: {content.correction}"
    )
    if not content.differences:
        yield Paragraph("Er is geen verschil met de vorige editie.")
        return
    columns = [Column("Wat", 3), Column("Was", 2), Column("Is nu", 2)]
    rows = [[each.where, each.before, each.after] for each in content.differences]
    yield Table(f"Verschillen met editie {content.edition - 1}", columns, rows)


def written(content: ReportContent, section: str, title: str) -> Iterator[Block]:
    """A chapter that people wrote; left out as long as it is empty."""
    if text := content.texts.get(section, "").strip():
        yield Heading(1, title)
        yield from paragraphs(text)


def paragraphs(text: str) -> Iterator[Block]:
    """An empty line begins another paragraph."""
    for part in text.strip().split("\n\n"):
        if part.strip():
            yield Paragraph(" ".join(part.split()))


def summary(content: ReportContent) -> Iterator[Block]:
    yield Heading(1, "Samenvatting")
    yield from paragraphs(content.texts.get("summary", ""))
    yield Listed([*about_projects(content), *about_results(content), *about_money(content)])
    if content.gathered.missing:
        names = "; ".join(each.what for each in content.gathered.missing)
        said = content.publication.acknowledged if content.publication else ""
        yield Notice("Niet alle cijfers staan in dit rapport", f"Het gaat om: {names}. {said}".strip())


def about_projects(content: ReportContent) -> Iterator[str]:
    projects = [project for pillar in content.gathered.pillars for project in pillar.projects]
    running = sum(project.status == "running" for project in projects)
    finished = sum(project.status == "finished" for project in projects)
    reached = sum(
        bool(step.actual and content.period_from <= step.actual <= content.period_until)
        for project in projects
        for step in project.milestones
    )
    yield (
        f"Het programma telt {counted(len(projects), 'project', 'projecten')}. "
        f"Aan het eind van de periode liepen er {running} en waren er {finished} klaar."
    )
    yield f"In de periode zijn {counted(reached, 'mijlpaal', 'mijlpalen')} gehaald."


def about_results(content: ReportContent) -> Iterator[str]:
    figures = [figure for result in content.gathered.results for figure in result.figures]
    if not figures:
        return
    found = {name: sum(figure.verdict == verdict for figure in figures) for verdict, name in VERDICTS.items()}
    if all(figure.verdict == "no-data" for figure in figures):
        yield "Over de resultaten waren er nog geen cijfers."
        return
    said = enumerated(f"{number} keer {name}" for name, number in found.items() if number)
    yield f"Het oordeel over {counted(len(figures), 'cijfer', 'cijfers')} van de resultaten: {said}."


def about_money(content: ReportContent) -> Iterator[str]:
    total = content.gathered.money.total
    yield (
        f"Van het geld is {total.allocated.shown} verdeeld over de pijlers, "
        f"{total.committed.shown} verplicht en {total.paid.shown} betaald."
    )


def the_deal(content: ReportContent) -> Iterator[Block]:
    deal = content.deal
    yield Heading(1, "Waar de deal over gaat")
    yield Paragraph(f"{deal.ambition} ({deal.ambition_article})")
    yield Quote(deal.core_message, f"Kernboodschap van alle partijen ({deal.core_message_article}).")
