"""A paper as tagged PDF (PDF/UA-1)."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from services.kit.typesetting import pixels, tagged_pdf
from services.projects.reports.paper.blocks import Block, Paper

TEMPLATE = Path(__file__).parent / "report.typ"
DRAWING = Path(__file__).parent / "drawing.typ"


def pdf_of(paper: Paper) -> bytes:
    """The same paper gives the same bytes."""
    given = asdict(paper) | {"blocks": [named(block) for block in paper.blocks]}
    return tagged_pdf(TEMPLATE, given, date.fromisoformat(paper.day))


def png_of(svg: str, width: int, height: int) -> bytes:
    """A drawing as pixels, for what can't show SVG."""
    return pixels(DRAWING, svg=svg, width=str(width), height=str(height))


def named(block: Block) -> dict[str, Any]:
    """The block with its kind, as the template asks for it."""
    return {"kind": type(block).__name__.lower(), **asdict(block)}
