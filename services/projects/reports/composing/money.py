"""Financial realisation per pillar (Art. 7.4c), against the guideline of Art. 5.4. A warning is no judgement."""

from collections.abc import Iterator

from services.contracts.projects.report_content import MoneyFact, PillarMoney, ReportContent
from services.projects.reports.composing import beginning
from services.projects.reports.composing.words import CONTRIBUTION_WORDS, basis_line, column, millions
from services.projects.reports.paper.blocks import Basis, Block, Column, Heading, Listed, Paragraph, Picture, Table
from services.projects.reports.paper.charts import Bar, Group, bars


def chapter(content: ReportContent) -> Iterator[Block]:
    money = content.gathered.money
    yield Heading(1, "Het geld", fresh=True)
    yield from beginning.paragraphs(content.texts.get("money", ""))
    yield Heading(2, "Bijdragen")
    yield contributions_table(money)
    yield Paragraph(
        f"Van de bijdrage van het Rijk is {money.received.shown} ontvangen tot en met het eind van de periode."
    )
    yield Heading(2, "Verdeling en realisatie per pijler")
    yield Paragraph(money.guideline)
    yield pillars_table(money)
    yield chart(money)
    yield period_table(content, money)
    yield Basis(basis_line(money.basis))
    if money.warnings:
        yield Heading(2, "Signalen")
        yield Listed(money.warnings)
        yield Paragraph("Signalen zijn bedoeld om van te leren. Er hangen geen gevolgen aan (Art. 7.3).")


def short(content: ReportContent) -> Iterator[Block]:
    money = content.gathered.money
    yield Heading(1, "Het geld in één tabel")
    yield pillars_table(money)
    yield chart(money)
    yield Basis(basis_line(money.basis))


def contributions_table(money: MoneyFact) -> Table:
    columns = [Column("Partij", 3), Column("Soort", 2), Column("Artikel", 2), Column("Bedrag", 2, numbers=True)]
    amounts = column([each.amount for each in money.contributions])
    rows = [
        [each.party, CONTRIBUTION_WORDS.get(each.commitment, each.commitment), each.article, amount]
        for each, amount in zip(money.contributions, amounts, strict=True)
    ]
    return Table("Wat partijen bijdragen", columns, rows)


def pillars_table(money: MoneyFact) -> Table:
    columns = [
        Column("Pijler", 8),
        Column("Verdeeld", 5, numbers=True),
        Column("Aandeel", 3, numbers=True),
        Column("Verplicht", 5, numbers=True),
        Column("Betaald", 5, numbers=True),
    ]
    lines = [*money.pillars, money.total]
    rows = zip(
        [named(each) for each in lines],
        column([each.allocated for each in lines]),
        [each.share for each in lines],
        column([each.committed for each in lines]),
        column([each.paid for each in lines]),
        strict=True,
    )
    return Table("Geld per pijler, tot en met het eind van de periode", columns, list(rows), totals=True)


def period_table(content: ReportContent, money: MoneyFact) -> Table:
    columns = [Column("Pijler", 4), Column("Verplicht", 2, numbers=True), Column("Betaald", 2, numbers=True)]
    lines = [*money.pillars, money.total]
    rows = zip(
        [named(each) for each in lines],
        column([each.year_committed for each in lines]),
        column([each.year_paid for each in lines]),
        strict=True,
    )
    return Table(f"Geld per pijler in de periode zelf ({content.year})", columns, list(rows), totals=True)


def named(each: PillarMoney) -> str:
    return f"{each.pillar} {each.title}" if each.pillar else each.title


def chart(money: MoneyFact) -> Picture:
    groups = [Group(named(each), [bar(*pair) for pair in amounts(each)]) for each in money.pillars]
    drawn = bars(groups)
    said = "; ".join(f"{named(each)}: {words_of(each)}" for each in money.pillars)
    return Picture(
        caption="Verdeeld, verplicht en betaald per pijler",
        alternative=f"Staafdiagram. {said}.",
        svg=drawn.svg,
        width=drawn.width,
        height=drawn.height,
    )


def amounts(each: PillarMoney) -> list[tuple[str, int]]:
    return [("Verdeeld", each.allocated.cents), ("Verplicht", each.committed.cents), ("Betaald", each.paid.cents)]


def bar(series: str, cents: int) -> Bar:
    return Bar(series, cents, millions(cents))


def words_of(each: PillarMoney) -> str:
    return ", ".join(f"{series.lower()} {millions(cents)}" for series, cents in amounts(each))
