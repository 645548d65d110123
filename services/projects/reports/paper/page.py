"""A paper as one HTML page that needs nothing else: it can be kept, mailed and read without our site."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services.projects.reports.paper.blocks import Paper
from services.projects.reports.paper.pdf import named

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page_of(paper: Paper) -> bytes:
    blocks = [named(block) for block in paper.blocks]
    for number, block in enumerate(blocks):
        block["anchor"] = f"deel-{number}"
        if "svg" in block:
            block["svg"] = Markup(block["svg"])  # noqa: S704 (our own drawing; its texts are escaped)
    return ENVIRONMENT.get_template("report.html").render(paper=paper, blocks=blocks).encode()
