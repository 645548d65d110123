"""A paper as tagged PDF (PDF/UA-1), typeset by Typst with the site's own font."""

from dataclasses import asdict
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
import typst

from services.projects.reports.paper.blocks import Block, Paper

TEMPLATE = Path(__file__).parent / "report.typ"
DRAWING = Path(__file__).parent / "drawing.typ"
FONTS = Path(str(files("fontpkg_fira_sans"))) / "files"
PIXELS_AN_INCH = 200


def pdf_of(paper: Paper) -> bytes:
    """The same paper gives the same bytes."""
    given = asdict(paper) | {"blocks": [named(block) for block in paper.blocks]}
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"paper": orjson.dumps(given).decode()},
        pdf_standards="ua-1",
        timestamp=datetime.fromisoformat(paper.day).replace(tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    return made


def png_of(svg: str, width: int, height: int) -> bytes:
    """A drawing as pixels, for what can't show SVG."""
    made = typst.compile(
        DRAWING,
        format="png",
        ppi=PIXELS_AN_INCH,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"svg": svg, "width": str(width), "height": str(height)},
    )
    assert isinstance(made, bytes)
    return made


def named(block: Block) -> dict[str, Any]:
    """The block with its kind, as the template asks for it."""
    return {"kind": type(block).__name__.lower(), **asdict(block)}
