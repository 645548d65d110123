"""Drawings and QR codes as SVG."""

import tomllib
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import segno

FILE = Path(__file__).parent / "drawings.toml"
OTHER = "other"
INK = "#14532d"
MASK = 2


@cache
def drawings() -> dict[str, str]:
    """Every drawing by its name."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: drawn(lines) for name, lines in found.items()}


def drawn(lines: str) -> str:
    style = f'fill="none" stroke="{INK}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g {style}>{lines}</g></svg>'


def drawing_for(category: str) -> str:
    """The name of the drawing of a category."""
    return category if category in drawings() else OTHER


@lru_cache(maxsize=2000)
def code_of(address: str) -> str:
    """A QR code with as much mending as costs no room; around it two modules of white, and the page gives the rest.

    The mask is given: looking for the prettiest of eight takes ten times as long, and every reader takes any of them.
    """
    made = BytesIO()
    segno.make_qr(address, error="l", boost_error=True, mask=MASK).save(
        made, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True
    )
    return made.getvalue().decode()
