"""What stands in the files of a report, read by other programs than those that made them."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser


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
    if shutil.which("pdftotext") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI has no pdftotext")
        pytest.skip("pdftotext (poppler-utils) is not installed")
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return plain(run.stdout.decode())


def docx_words(content: bytes) -> str:
    file = Document(BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return plain("\n".join([*(each.text for each in file.paragraphs), *cells]))


def html_words(content: bytes) -> str:
    return plain(LexborHTMLParser(content.decode()).text(separator=" "))


def assert_tagged(content: bytes) -> None:
    """A screen reader finds a title, a language, headings, tables with header cells, and words for every chart."""
    root: Any = PdfReader(BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("nl")
    kinds = list(tags_in(root["/StructTreeRoot"]))
    names = [name for name, _ in kinds]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/TOC"} <= set(names)
    figures = [alternative for name, alternative in kinds if name == "/Figure"]
    assert figures
    assert all(figures)


def tags_in(element: Any) -> Iterator[tuple[str, str]]:
    """Kind and alternative text of every element of the structure."""
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        for inner in found:
            yield from tags_in(inner)
    elif isinstance(found, dict):
        if "/S" in found:
            yield str(found["/S"]), str(found.get("/Alt", ""))
        if "/K" in found:
            yield from tags_in(found["/K"])


def plain(text: str) -> str:
    return " ".join(text.split())
