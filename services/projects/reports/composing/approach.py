"""The approach per pillar (Art. 7.4a): projects, what changed, milestones and progress."""

from collections.abc import Iterator
from datetime import date

from services.contracts.projects.report_content import MilestoneFact, PillarFact, ReportContent
from services.projects.reports.composing import beginning
from services.projects.reports.composing.words import (
    PROJECT_STATUSES,
    UPDATE_STATUSES,
    counted,
    day,
)
from services.projects.reports.paper.blocks import Basis, Block, Column, Heading, Listed, Paragraph, Table


def chapter(content: ReportContent) -> Iterator[Block]:
    yield Heading(1, "De aanpak per pijler", fresh=True)
    yield Paragraph(
        "Per pijler staat hier welke projecten er zijn, wat er in de periode is veranderd en welke mijlpalen erbij "
        f"horen (Art. 7.4a). De stand is die van {day(content.period_until)}."
    )
    for place, pillar in enumerate(content.gathered.pillars):
        yield Heading(2, f"Pijler {pillar.number}: {pillar.title}", fresh=place > 0)
        yield Paragraph(pillar.aim)
        yield from beginning.paragraphs(content.texts.get(f"approach-{pillar.number}", ""))
        yield from projects_of(pillar)
        yield from changes_of(pillar)
        yield from milestones_of(pillar, content.period_until)
        yield from updates_of(pillar)
        yield Basis(
            f"Bron: register van projecten. Stand: {day(content.period_until)}. Definitie: status van een project, v1."
        )


def projects_of(pillar: PillarFact) -> Iterator[Block]:
    if not pillar.projects:
        yield Paragraph("In deze pijler zijn geen projecten.")
        return
    said = ", ".join(f"{PROJECT_STATUSES[count.status]} {count.projects}" for count in pillar.counts)
    yield Paragraph(f"De pijler telt {counted(len(pillar.projects), 'project', 'projecten')} ({said}).")
    rows = [
        [project.title, PROJECT_STATUSES[project.status], ", ".join(project.wijken), project.lead or "–"]
        for project in pillar.projects
    ]
    columns = [Column("Project", 4), Column("Status", 2), Column("Wijken", 3), Column("Trekker", 3)]
    yield Table(f"Projecten in pijler {pillar.number}", columns, rows)


def changes_of(pillar: PillarFact) -> Iterator[Block]:
    changes = [
        f"{project.title}: {words_of_change(change.before, change.after)} op {day(change.on)}."
        for project in pillar.projects
        for change in project.status_changes
    ]
    if changes:
        yield Heading(3, "Wat is er veranderd")
        yield Listed(changes)


def words_of_change(before: str | None, after: str) -> str:
    if before is None:
        return f"nieuw, {PROJECT_STATUSES[after]}"
    return f"van {PROJECT_STATUSES[before]} naar {PROJECT_STATUSES[after]}"


def milestones_of(pillar: PillarFact, until: date) -> Iterator[Block]:
    rows = [
        [project.title, step.title, day(step.planned), state_of(step, until)]
        for project in pillar.projects
        for step in project.milestones
    ]
    if rows:
        yield Heading(3, "Mijlpalen")
        columns = [Column("Project", 3), Column("Mijlpaal", 3), Column("Gepland", 2), Column("Stand", 3)]
        yield Table(f"Mijlpalen in pijler {pillar.number}", columns, rows)


def state_of(step: MilestoneFact, until: date) -> str:
    """At the end of the period: what was expected before it and did not come is said as it was."""
    if step.actual:
        return f"gehaald op {day(step.actual)}"
    expected = step.forecast or step.planned
    return f"verwacht op {day(expected)}" if expected > until else "nog niet gehaald"


def updates_of(pillar: PillarFact) -> Iterator[Block]:
    updates = [
        f"{project.title}, {day(update.on)} ({UPDATE_STATUSES.get(update.status, update.status)}): "
        f"{update.text} – {update.said_by}"
        for project in pillar.projects
        for update in project.updates
    ]
    if updates:
        yield Heading(3, "Voortgang")
        yield Listed(updates)
