"""What stands in a PDF, read by other programs than the one that made it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader


@dataclass(frozen=True)
class Tag:
    """An element of the structure: its kind, its alternative text, its language where it has one of its own."""

    kind: str
    alternative: str
    language: str
    within: tuple[str, ...]


def poppler(tool: str, *arguments: str, content: bytes) -> bytes:
    """What a tool of poppler makes of the file. Skips where it is not installed; CI has it."""
    if shutil.which(tool) is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI has no {tool}")
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    return subprocess.run([tool, *arguments], input=content, capture_output=True, check=True).stdout


def words_on_pages(content: bytes) -> str:
    """In the order in which they are read."""
    return poppler("pdftotext", "-", "-", content=content).decode()


def picture_of(content: bytes, page: int, dots_an_inch: int = 150) -> Image.Image:
    one = ("-f", str(page), "-l", str(page), "-r", str(dots_an_inch), "-png", "-singlefile")
    return Image.open(BytesIO(poppler("pdftoppm", *one, content=content)))


def codes_on(content: bytes, page: int) -> set[str]:
    """What a phone reads from the QR codes on a page, as it is printed."""
    found = zxingcpp.read_barcodes(
        picture_of(content, page), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return {each.text for each in found}


def pages_in(content: bytes) -> int:
    return len(PdfReader(BytesIO(content)).pages)


def smallest_type(content: bytes) -> float:
    """In points, of all that is read."""
    sizes: list[float] = []

    def see(text: str, _: Any, matrix: Any, font: Any, size: float) -> None:
        if text.strip() and font is not None:
            sizes.append(abs(size * matrix[3]))

    for page in PdfReader(BytesIO(content)).pages:
        page.extract_text(visitor_text=see)
    return min(sizes)


def assert_tagged(content: bytes, language: str, kinds: set[str]) -> list[Tag]:
    """A screen reader finds a title, a language, what it needs of headings and tables, and words for every picture."""
    reader = PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata and reader.metadata.title
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    tags = list(tags_in(root["/StructTreeRoot"]))
    names = {tag.kind for tag in tags}
    assert kinds <= names, kinds - names
    assert all(tag.alternative for tag in tags if tag.kind == "/Figure")
    assert in_order([int(tag.kind[2:]) for tag in tags if tag.kind[:2] == "/H" and tag.kind[2:].isdigit()])
    return tags


def in_order(levels: list[int]) -> bool:
    """No heading skips a level on the way down."""
    return all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def tags_in(element: Any, within: tuple[str, ...] = ()) -> Iterator[Tag]:
    """Every element of the structure, in reading order."""
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        for inner in found:
            yield from tags_in(inner, within)
    elif isinstance(found, dict):
        if "/S" in found:
            tag = Tag(str(found["/S"]), str(found.get("/Alt", "")), str(found.get("/Lang", "")), within)
            yield tag
            within = (*within, tag.kind)
        if "/K" in found:
            yield from tags_in(found["/K"], within)
