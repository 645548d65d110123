"""What stands in the files of a report, read by other programs than those that made them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from selectolax.lexbor import LexborHTMLParser

from tests.pdf import poppler


def shown_in(value: Any) -> Iterator[str]:
    """Every figure of a content as it is shown."""
    if isinstance(value, dict):
        if isinstance(shown := value.get("shown"), str):
            yield plain(shown)
        for inner in value.values():
            yield from shown_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from shown_in(inner)


def pdf_words(content: bytes) -> str:
    return plain(poppler("pdftotext", "-layout", "-", "-", content=content).decode())


def docx_words(content: bytes) -> str:
    file = Document(BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return plain("\n".join([*(each.text for each in file.paragraphs), *cells]))


def html_words(content: bytes) -> str:
    return plain(LexborHTMLParser(content.decode()).text(separator=" "))


def plain(text: str) -> str:
    return " ".join(text.split())
