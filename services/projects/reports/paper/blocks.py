"""What a report on paper is made of: the same blocks become PDF, Word and HTML, so that all say the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is a chapter; a `fresh` one begins on a page of its own."""

    level: Literal[1, 2, 3]
    text: str
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Basis:
    """Where the figures above it come from: source, date and definition, in one small line."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with bullets."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader must not miss, in a box."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A fixed text of the deal, with its article."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Column:
    """`weight` is its share of the width; numbers stand right."""

    title: str
    weight: int = 1
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Each row has a text per column. `totals`: the last row adds up those above."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    totals: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG. `alternative` says the same in words, for who does not see it."""

    caption: str
    alternative: str
    svg: str
    width: int
    height: int


Block = Heading | Paragraph | Basis | Listed | Notice | Quote | Table | Picture


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. `draft` is said on every page; `facts` stand on the title page."""

    title: str
    subtitle: str
    deal: str
    author: str
    day: str
    """ISO date that stands in the files' properties: never the clock, so that the same content gives the same bytes."""
    language: str
    draft: bool
    facts: Mapping[str, str]
    blocks: Sequence[Block]
    contents: bool = True
    """Whether there is a table of contents."""


def texts_of(blocks: Sequence[Block]) -> Iterator[str]:
    """Every text that a reader reads, in order."""
    for block in blocks:
        match block:
            case Heading(_, text) | Paragraph(text) | Basis(text):
                yield text
            case Listed(items):
                yield from items
            case Notice(title, text):
                yield from (title, text)
            case Quote(text, source):
                yield from (text, source)
            case Table(caption, columns, rows):
                yield caption
                yield from (column.title for column in columns)
                for row in rows:
                    yield from row
            case Picture(caption):
                yield caption
