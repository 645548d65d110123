"""A paper as a Word file: real headings, tables with header rows, alternative texts. Same paper, same bytes."""

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

from services.projects.reports.paper.blocks import (
    Basis,
    Block,
    Heading,
    Listed,
    Notice,
    Paper,
    Paragraph,
    Picture,
    Quote,
    Table,
)

FONT = "Calibri"
INK, ACCENT = RGBColor(0x1F, 0x2A, 0x33), RGBColor(0x1A, 0x5E, 0x63)
WIDTH = Cm(16)
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file knows."""
Drawer = Callable[[str, int, int], bytes]
"""SVG, width and height → PNG."""


def docx_of(paper: Paper, draw: Drawer) -> bytes:
    file = Document()
    prepare(file, paper)
    title_page(file, paper)
    for block in paper.blocks:
        add(file, block, draw)
    made = BytesIO()
    file.save(made)
    return without_clock(made.getvalue())


def prepare(file: WordFile, paper: Paper) -> None:
    about = file.core_properties
    about.title = f"{paper.title} – {paper.deal}"
    about.subject, about.author, about.language = paper.subtitle, paper.author, paper.language
    about.comments, about.last_modified_by = "", paper.author
    about.created = about.modified = datetime.fromisoformat(paper.day)
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for name, size in (("Normal", 10.5), ("Title", 28), ("Heading 1", 20), ("Heading 2", 14), ("Heading 3", 11.5)):
        style = file.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = INK if name == "Normal" else ACCENT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [name for name in fonts.attrib if "Theme" in name]:
            del fonts.attrib[theme]
    say_language(file, f"{paper.language}-{paper.language.upper()}")
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run(f"{paper.title} – {paper.deal}{' – concept' if paper.draft else ''}  ")
    page_number(footer)


def say_language(file: WordFile, language: str) -> None:
    """So that a screen reader speaks it rightly."""
    properties = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    found = properties.find(qn("w:lang"))
    said = found if found is not None else OxmlElement("w:lang")
    if found is None:
        properties.append(said)
    said.set(qn("w:val"), language)


def page_number(footer: WordParagraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)


def title_page(file: WordFile, paper: Paper) -> None:
    file.add_paragraph(paper.deal)
    file.add_paragraph(paper.title, style="Title")
    file.add_paragraph(paper.subtitle)
    if paper.draft:
        file.add_paragraph().add_run("CONCEPT").bold = True
    for name, value in paper.facts.items():
        line = file.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(value)
    file.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def add(file: WordFile, block: Block, draw: Drawer) -> None:
    match block:
        case Heading(level, text):
            file.add_heading(text, level)
        case Paragraph(text):
            file.add_paragraph(text)
        case Basis(text):
            file.add_paragraph().add_run(text).font.size = Pt(8.5)
        case Listed(items):
            for item in items:
                file.add_paragraph(item, style="List Bullet")
        case Notice(title, text):
            file.add_paragraph().add_run(title).bold = True
            file.add_paragraph(text, style="Intense Quote")
        case Quote(text, source):
            file.add_paragraph(text, style="Quote")
            file.add_paragraph().add_run(source).font.size = Pt(8.5)
        case Table():
            add_table(file, block)
        case Picture():
            add_picture(file, block, draw)


def add_table(file: WordFile, block: Table) -> None:
    caption = file.add_paragraph(block.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = file.add_table(rows=len(block.rows) + 1, cols=len(block.columns), style="Light Grid Accent 1")
    table.autofit = False
    described(table, block.caption)
    fill(table.rows[0], block, [column.title for column in block.columns], bold=True)
    repeat_on_each_page(table)
    for number, row in enumerate(block.rows, start=1):
        fill(table.rows[number], block, row, bold=block.totals and number == len(block.rows))
    file.add_paragraph()


def described(table: WordTable, text: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    table._tbl.tblPr.append(caption)


def fill(row: WordRow, block: Table, texts: Sequence[str], *, bold: bool) -> None:
    weights = sum(column.weight for column in block.columns)
    for cell, column, text in zip(row.cells, block.columns, texts, strict=True):
        cell.width = Length(int(WIDTH * column.weight / weights))
        line = cell.paragraphs[0]
        run = line.add_run(text)
        run.font.size, run.bold = Pt(9), bold
        if column.numbers:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def repeat_on_each_page(table: WordTable) -> None:
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)


def add_picture(file: WordFile, block: Picture, draw: Drawer) -> None:
    file.add_paragraph(block.caption, style="Caption").paragraph_format.keep_with_next = True
    shape = file.add_picture(BytesIO(draw(block.svg, block.width, block.height)), width=WIDTH)
    shape._inline.docPr.set("descr", block.alternative)


def without_clock(content: bytes) -> bytes:
    """The same file with no moment of making in it."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name, EARLIEST), before.read(name), ZIP_DEFLATED)
    return made.getvalue()
