"""The end of a report: how parties worked together, and where everything comes from."""

from collections.abc import Iterator

from services.contracts.projects.report_content import DealChangeFact, ReportContent
from services.projects.reports.composing import beginning
from services.projects.reports.composing.words import DEAL_CHANGES, day
from services.projects.reports.paper.blocks import Block, Column, Heading, Listed, Notice, Paragraph, Table

CHANGE_STATUSES = {
    "requested": "gevraagd", "made-known": "bekendgemaakt", "talking": "in gesprek", "asking": "instemming gevraagd",
    "in-force": "in werking", "refused": "geweigerd", "withdrawn": "ingetrokken",
}  # fmt: skip


def cooperation(content: ReportContent) -> Iterator[Block]:
    gathered = content.gathered
    yield Heading(1, "De samenwerking")
    yield from beginning.paragraphs(content.texts.get("cooperation", ""))
    if gathered.meetings:
        columns = [Column("Overleg", 1), Column("Datum", 2), Column("Voorzitter", 2)]
        rows = [[str(each.number), day(each.on), each.chair] for each in gathered.meetings]
        yield Table("Overleggen in de periode (Art. 6)", columns, rows)
    else:
        yield Paragraph("In de periode was er geen overleg van partijen (Art. 6).")
    if gathered.deal_changes:
        yield Heading(2, "Wijzigingen van de deal en toetredingen")
        yield Listed([words_of(each) for each in gathered.deal_changes])
    if content.discussion:
        note = f" {content.discussion.note}" if content.discussion.note else ""
        yield Paragraph(
            f"Het concept van dit rapport is besproken in overleg {content.discussion.consultation} "
            f"op {day(content.discussion.on)}.{note}"
        )


def words_of(change: DealChangeFact) -> str:
    article = "Art. 10" if change.kind == "amendment" else "Art. 11"
    status = CHANGE_STATUSES.get(change.status, change.status)
    since = f" sinds {day(change.in_force_on)}" if change.in_force_on else ""
    kind = DEAL_CHANGES[change.kind].capitalize()
    return f"{kind} ({article}): {change.title}. Gevraagd op {day(change.requested_on)}; {status}{since}."


def chapter(content: ReportContent) -> Iterator[Block]:
    gathered = content.gathered
    yield Heading(1, "Verantwoording")
    yield Paragraph(
        f"De gegevens zijn opgehaald op {day(gathered.gathered_at.date())}. Zij beschrijven de periode van "
        f"{day(content.period_from)} tot en met {day(content.period_until)}, met wat op de dag van ophalen bekend was. "
        "Na publicatie verandert dit rapport niet meer. Wat later wordt verbeterd, komt in een nieuwe editie."
    )
    yield from without(content)
    yield Heading(2, "Boekingen")
    yield Paragraph(
        f"De bedragen tellen {gathered.money.bookings} boekingen op. "
        f"Controlegetal (SHA-256) van die boekingen: {spaced(gathered.money.checksum)}"
    )
    yield from documents(content)
    yield from mark(content)


def without(content: ReportContent) -> Iterator[Block]:
    if content.gathered.missing:
        yield Heading(2, "Cijfers die ontbreken")
        yield Listed([f"{each.what}: {each.why}" for each in content.gathered.missing])
        if content.publication:
            yield Notice("Waarom het rapport toch is gepubliceerd", content.publication.acknowledged)


def documents(content: ReportContent) -> Iterator[Block]:
    if not content.gathered.documents:
        return
    yield Heading(2, "Documenten")
    columns = [Column("Document", 3), Column("Bestand", 2), Column("Controlegetal (SHA-256)", 4)]
    rows = [[each.title, each.file_name, spaced(each.sha256)] for each in content.gathered.documents]
    yield Table("Documenten bij dit rapport", columns, rows)


def mark(content: ReportContent) -> Iterator[Block]:
    if content.audit:
        yield Heading(2, "Logboek van wijzigingen")
        yield Paragraph(
            f"Bij het vaststellen telde het logboek {content.audit.rows} regels. De laatste regel had dit "
            f"controlegetal: {spaced(content.audit.hash)}. Wie een oudere regel verandert, krijgt een ander getal."
        )


def short(content: ReportContent) -> Iterator[Block]:
    yield Heading(1, "Het hele rapport")
    yield Paragraph(
        f"Dit is een verkorte versie van {content.title}, editie {content.edition}. In het hele rapport staan "
        "alle projecten, de herkomst van elk cijfer en de verantwoording."
    )


def spaced(checksum: str) -> str:
    """In groups of eight, so that it can be read aloud and breaks over lines."""
    return " ".join(checksum[start : start + 8] for start in range(0, len(checksum), 8))
