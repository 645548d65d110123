"""Lighthouse on the main pages, and what they weigh: `make lighthouse` beside a running site (`make run`).

Each page is looked at a few times as a phone with slow network and processor; the medians count. What a page weighs is
what went over the wire on a first visit. Both tables are written to `results.md`.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.progress import track

from cli.assets import find_node, install_packages
from services.kit.settings import read_settings

HERE = Path(__file__).parent
ASKED = {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 100}
NOT_FOUND_BY_SEARCHING = {"join form"}
"""`noindex` on purpose: it is about one date. SEO counts that as a mistake."""
MOST_BYTES = 60_000
FONTS = "Font"
BROWSER = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


@dataclass(frozen=True)
class Looked:
    """One page: its scores (0 to 100, medians) and bytes over the wire."""

    name: str
    scores: dict[str, float]
    html: int
    others: int
    fonts: int

    @property
    def without_fonts(self) -> int:
        return self.html + self.others

    @property
    def passes(self) -> bool:
        asked = {
            name: least for name, least in ASKED.items() if name != "seo" or self.name not in NOT_FOUND_BY_SEARCHING
        }
        return self.without_fonts <= MOST_BYTES and all(self.scores[name] >= least for name, least in asked.items())


def pages(participation: str) -> dict[str, str]:
    """The main pages; with an activity that one joins, and its place."""
    found = httpx.get(f"{participation}/v1/activities", params={"pageSize": 100}, timeout=20).json()["items"]
    joined = next(each for each in found if each["joining"] == "per-date" and each["next"])
    activity = f"/activiteiten/{joined['id']}"
    return {
        "start": "/",
        "list": "/activiteiten",
        "activity": activity,
        "place": f"/plekken/{joined['place']['id']}",
        "wijk": "/wijken/moerwijk",
        "how it goes": "/hoe-gaat-het",
        "wish form": "/wensen/nieuw",
        "join form": f"{activity}/aanmelden?keer={joined['next'][-1]['id']}",
    }


def report(address: str, tries: int = 3) -> dict[str, Any]:
    """What Lighthouse says of one visit; a browser that did not get going is started again.

    Raises CalledProcessError after the last try.
    """
    node = find_node()
    program = [str(node.node), str(HERE / "node_modules/lighthouse/cli/index.js"), address]
    more = ["--quiet", "--output=json", f"--chrome-flags={BROWSER}", f"--only-categories={','.join(ASKED)}"]
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    done = subprocess.run(
        [*program, *more],
        env=node.environment | {"CHROME_PATH": browser},
        capture_output=True,
        text=True,
        check=tries == 1,
        timeout=300,
    )
    if done.returncode:
        return report(address, tries - 1)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def looked_at(name: str, reports: list[dict[str, Any]]) -> Looked:
    scores = {category: median(100 * each["categories"][category]["score"] for each in reports) for category in ASKED}
    asked = reports[-1]["audits"]["network-requests"]["details"]["items"]
    kinds = [(each.get("resourceType"), int(each.get("transferSize", 0))) for each in asked]
    html = sum(size for kind, size in kinds if kind == "Document")
    fonts = sum(size for kind, size in kinds if kind == FONTS)
    return Looked(name, scores, html, sum(size for _, size in kinds) - html - fonts, fonts)


def failing(reports: list[dict[str, Any]]) -> list[str]:
    """What costs points, for whoever has to mend it."""
    return sorted(
        {
            f"{key}: {audit['title']} {audit.get('displayValue', '')}".strip()
            for each in reports
            for category in each["categories"].values()
            for key in (ref["id"] for ref in category["auditRefs"] if ref["weight"])
            if (audit := each["audits"][key])["score"] is not None and audit["score"] < 0.9
        }
    )


def as_markdown(looks: list[Looked], rounds: int, version: str) -> str:
    lines = [
        f"Lighthouse {version}, phone with slow network and processor, medians of {rounds}.",
        "",
        f"| page | {' | '.join(f'{name} (≥ {asked})' for name, asked in ASKED.items())} |",
        f"|---|{'---|' * len(ASKED)}",
        *(f"| {each.name} | {' | '.join(f'{each.scores[name]:.0f}' for name in ASKED)} |" for each in looks),
        "",
        "First visit, kB over the wire with its headers (asked: 60 at most, fonts apart):",
        "",
        "| page | the page itself | style, scripts, icons | together | fonts |",
        "|---|---|---|---|---|",
        *(
            f"| {each.name} | {each.html / 1000:.1f} | {each.others / 1000:.1f} | {each.without_fonts / 1000:.1f} "
            f"| {each.fonts / 1000:.1f} |"
            for each in looks
        ),
    ]
    return "\n".join(lines) + "\n"


def main(
    rounds: Annotated[int, typer.Option(min=1, help="Visits of each page.")] = 5,
    only: Annotated[list[str] | None, typer.Option(help="Names of pages.")] = None,
    output: Annotated[Path, typer.Option(help="Where the tables go.")] = HERE / "results.md",
) -> None:
    """Look at the main pages of the running site. The exit code is the number of pages that do not pass."""
    install_packages(HERE, find_node())
    addresses, console = read_settings().addresses, Console(highlight=False)
    looks, version = [], ""
    for name, path in track(pages(addresses["participation"]).items(), "Looking", console=console):
        if only and name not in only:
            continue
        reports = [report(addresses["frontend"] + path) for _ in range(rounds)]
        version = reports[-1]["lighthouseVersion"]
        looks.append(looked_at(name, reports))
        for each in failing(reports):
            console.print(f"{name}: {each}")
    text = as_markdown(looks, rounds, version)
    console.print(text)
    if not only:
        output.write_text(text, encoding="utf-8")
    raise typer.Exit(sum(not each.passes for each in looks))


if __name__ == "__main__":
    typer.run(main)
