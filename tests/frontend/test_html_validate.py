"""html-validate (npm) finds nothing on any page, in Dutch and in Arabic."""

import subprocess
from pathlib import Path

from cli.assets import ASSETS, find_node
from tests.frontend.browser import needed
from tests.frontend.conftest import Site
from tests.frontend.test_pages import addresses

PROGRAM = ASSETS / "node_modules/html-validate/bin/html-validate.mjs"
CONFIG = ASSETS / ".htmlvalidate.json"


def wrong_in(files: list[Path]) -> str:
    command = [str(find_node().node), str(PROGRAM), "--config", str(CONFIG), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    return done.stdout + done.stderr if done.returncode else ""


def test_html_validate_finds_nothing_on_any_page(site: Site, tmp_path: Path) -> None:
    needed("html-validate", PROGRAM.exists())
    files = []
    for name, address in addresses(site).items():
        for language in ("", "/ar"):
            files.append(tmp_path / f"{name}{language.replace('/', ' ')}.html")
            files[-1].write_text(site.coordinator.get(f"{language}{address}").text, encoding="utf-8")
    assert wrong_in(files) == ""


def test_html_validate_would_find_a_mistake(tmp_path: Path) -> None:
    needed("html-validate", PROGRAM.exists())
    bad = tmp_path / "bad.html"
    bad.write_text('<!DOCTYPE html><html lang="nl"><head><title>x</title></head><body><p><div></p></body></html>')
    assert "close-order" in wrong_in([bad])
