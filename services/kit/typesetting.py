"""Paper: tagged PDF (PDF/UA-1), typeset by Typst with the site's own font, and one for Arabic."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
import typst

FONTS = [Path(str(files(package))) / "files" for package in ("fontpkg_fira_sans", "fontpkg_amiri")]
"""Fira Sans has Latin and Cyrillic, Amiri Arabic: what is typeset in it can be copied and read aloud."""
PIXELS_AN_INCH = 200


def tagged_pdf(template: Path, paper: Mapping[str, Any], day: date) -> bytes:
    """The template finds `paper` as JSON in `sys.inputs.paper`. The same paper on the same day gives the same bytes."""
    made = typst.compile(
        template,
        format="pdf",
        font_paths=FONTS,
        ignore_system_fonts=True,
        sys_inputs={"paper": orjson.dumps(paper).decode()},
        pdf_standards="ua-1",
        timestamp=datetime.combine(day, time(), UTC),
    )
    assert isinstance(made, bytes)
    return made


def pixels(template: Path, **given: str) -> bytes:
    """One page as PNG, for what can't show SVG."""
    made = typst.compile(
        template, format="png", ppi=PIXELS_AN_INCH, font_paths=FONTS, ignore_system_fonts=True, sys_inputs=given
    )
    assert isinstance(made, bytes)
    return made
