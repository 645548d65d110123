"""Progress to the results of Art. 3 (Art. 7.4b). A figure says how sure it is; "we can not say" is an answer."""

from collections.abc import Iterator, Sequence

from services.contracts.projects.report_content import EvidenceFact, FigureFact, ReportContent, ResultFact
from services.projects.reports.composing import beginning
from services.projects.reports.composing.words import VERDICTS, day, decimal, enumerated, period
from services.projects.reports.paper.blocks import Basis, Block, Column, Heading, Listed, Paragraph, Picture, Table
from services.projects.reports.paper.charts import Dot, dots

NO_PROOF = "Er is nog geen bewijs vastgelegd."


def chapter(content: ReportContent) -> Iterator[Block]:
    results = content.gathered.results
    yield Heading(1, "De resultaten", fresh=True)
    yield from beginning.paragraphs(content.texts.get("results", ""))
    yield Paragraph(
        "De deal noemt resultaten voor het hele gebied en per pijler (Art. 3). Bij elk cijfer staat hoe zeker het "
        "is, waar het vandaan komt en volgens welke definitie het is gemeten. Kan iets niet worden vergeleken, dan "
        "staat dat er ook."
    )
    for title, pillar in parts_of(content):
        own = [result for result in results if result.pillar == pillar]
        if own:
            yield Heading(2, title)
            for result in own:
                yield from about(result)


def parts_of(content: ReportContent) -> list[tuple[str, int | None]]:
    pillars = [(f"Pijler {each.number}: {each.title}", each.number) for each in content.gathered.pillars]
    return [("Voor de hele deal", None), *pillars]


def about(result: ResultFact) -> Iterator[Block]:
    yield Heading(3, result.title)
    yield Paragraph(f"Doel: {result.target} ({result.article}).")
    if result.figures:
        if any(figure.value is not None for figure in result.figures):
            yield figures_table(result.title, result.figures)
            yield from chart(result)
        yield Listed(list(said_of(result.figures)))
        yield from bases(result.figures)
    yield from proof(result)


def figures_table(title: str, figures: Sequence[FigureFact]) -> Table:
    compared = any(figure.gap for figure in figures)
    columns = [
        Column("Gebied", 3),
        Column("Periode", 3),
        Column("Cijfer", 2, numbers=True),
        Column("Onzekerheid", 4),
        Column("Nulmeting", 4),
        *([Column("Achterstand op de stad", 3, numbers=True)] if compared else []),
        Column("Oordeel", 3),
    ]
    rows = [
        [
            figure.area,
            period(figure.period),
            figure.shown if figure.value is not None else "–",
            figure.uncertainty,
            figure.baseline,
            *([figure.gap or "–"] if compared else []),
            VERDICTS.get(figure.verdict, figure.verdict),
        ]
        for figure in figures
    ]
    return Table(f"Cijfers: {title}", columns, rows)


def said_of(figures: Sequence[FigureFact]) -> Iterator[str]:
    """What the figures say, areas of which the same is said together."""
    areas: dict[str, list[str]] = {}
    for figure in figures:
        said = figure.words if figure.value is not None else f"{figure.shown}. {figure.words}"
        areas.setdefault(said, []).append(figure.area)
    for said, named in areas.items():
        yield f"{enumerated(named)}: {said}"


def chart(result: ResultFact) -> Iterator[Block]:
    """Only where there is more than one value to compare."""
    known = [figure for figure in result.figures if figure.value is not None]
    if len(known) < 2:
        return
    measured = [dot_of(figure) for figure in known]
    lowest = min(0.0, *(dot.lower for dot in measured))
    drawn = dots(measured, lowest, max(dot.upper for dot in measured) * 1.1)
    said = "; ".join(f"{figure.area} {figure.shown} ({figure.uncertainty})" for figure in known)
    yield Picture(
        caption=f"{result.title}: per gebied, met onzekerheid",
        alternative=f"Grafiek met een stip per gebied. {said}.",
        svg=drawn.svg,
        width=drawn.width,
        height=drawn.height,
    )


def dot_of(figure: FigureFact) -> Dot:
    value = figure.value or 0.0
    lower = value if figure.lower is None else figure.lower
    upper = value if figure.upper is None else figure.upper
    return Dot(figure.area, value, lower, upper, figure.shown)


def bases(figures: Sequence[FigureFact]) -> Iterator[Basis]:
    """Where the values come from; where there are none, where they were looked for."""
    known = [figure for figure in figures if figure.value is not None]
    said = [basis_of(figure) for figure in known] or [looked_for(figure) for figure in figures]
    yield from (Basis(line) for line in dict.fromkeys(said))


def looked_for(figure: FigureFact) -> str:
    return f"Gezocht in: {figure.source}, op {day(figure.date)}."


def basis_of(figure: FigureFact) -> str:
    version = f"definitieversie {figure.definition_version}"
    known = f", publicatie {figure.release}" if figure.release else ", voorlopig"
    when = f"Periode: {period(figure.period)}. Opgehaald: {day(figure.date)}."
    return f"Bron: {figure.source}. {when} Definitie: {figure.indicator}, {version}{known}."


def proof(result: ResultFact) -> Iterator[Block]:
    if result.evidence:
        yield Listed([words_of(item) for item in result.evidence])
    elif not result.figures:
        yield Paragraph(NO_PROOF)


def words_of(item: EvidenceFact) -> str:
    return f"{item.what} Bron: {item.source}, {day(item.on)}."


def short(content: ReportContent) -> Iterator[Block]:
    """One table for the council: each result, its figure and what it says."""
    yield Heading(1, "De resultaten in één tabel")
    columns = [Column("Resultaat", 4), Column("Gebied", 3), Column("Cijfer", 3, numbers=True), Column("Oordeel", 2)]
    rows: list[list[str]] = []
    for result in content.gathered.results:
        rows += [
            [result.title, enumerated(areas), shown, VERDICTS.get(verdict, verdict)]
            for (shown, verdict), areas in areas_alike(result.figures).items()
        ]
        if not result.figures:
            rows.append([result.title, "–", "–", f"bewijzen: {len(result.evidence)}"])
    if rows:
        yield Table("Resultaten van de deal", columns, rows)
    figures = [figure for result in content.gathered.results for figure in result.figures]
    yield from bases(figures)


def areas_alike(figures: Sequence[FigureFact]) -> dict[tuple[str, str], list[str]]:
    """Figure and verdict → the areas of which it is said."""
    found: dict[tuple[str, str], list[str]] = {}
    for figure in figures:
        found.setdefault((with_bounds(figure), figure.verdict), []).append(figure.area)
    return found


def with_bounds(figure: FigureFact) -> str:
    """`5,3 (5,1 tot 5,5)`"""
    if figure.lower is None or figure.upper is None:
        return figure.shown
    return f"{figure.shown} ({decimal(figure.lower)} tot {decimal(figure.upper)})"
