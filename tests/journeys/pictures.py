"""Pictures of every page on a phone and on a desk, in Dutch and Arabic: `python -m tests.journeys.pictures FOLDER`.

Of a running site (`make run`, with the same `ZUIDWEST_PORT_BASE`); look at them, and compare them with how the city's
own pages look.
"""

import sys
from pathlib import Path

import httpx
from playwright.sync_api import Browser

from services.kit.settings import read_settings
from tests.frontend.browser import chromium

SITE, PARTICIPATION = (read_settings().addresses[name] for name in ("frontend", "participation"))
WIDTHS = (390, 1280)
LANGUAGES = ("", "/ar")
PAGES = {
    "home": "/",
    "week": "/?wanneer=week",
    "list": "/activiteiten",
    "found": "/activiteiten?q=koffie",
    "nothing": "/activiteiten?q=xyzzy",
    "wijk": "/wijken/moerwijk",
    "map": "/kaart",
    "wishes": "/wensen",
    "wish": "/wensen/nieuw",
    "propose": "/voorstellen",
    "help": "/hulp",
    "projects": "/projecten",
    "deal": "/de-deal",
    "progress": "/hoe-gaat-het",
    "paper": "/wijken/moerwijk/op-papier",
    "open-data": "/open-data",
    "accessibility": "/toegankelijkheid",
    "privacy": "/privacy",
    "components": "/componenten",
    "sign-in": "/aanmelden",
}


def pages() -> dict[str, str]:
    """With an activity that one joins, and its place."""
    found = httpx.get(f"{PARTICIPATION}/v1/activities", params={"pageSize": 100}, timeout=20).json()["items"]
    joined = next(each for each in found if each["joining"] == "per-date")
    activity = f"/activiteiten/{joined['id']}"
    more = {"activity": activity, "join": f"{activity}/aanmelden?keer={joined['next'][-1]['id']}"}
    return PAGES | more | {"wrong": f"{activity}/klopt-niet", "place": f"/plekken/{joined['place']['id']}"}


def take(browser: Browser, folder: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, service_workers="block")
    page = context.new_page()
    for language in LANGUAGES:
        for name, path in pages().items():
            page.goto(f"{SITE}{language}{path}")
            page.screenshot(path=folder / f"{name}{language.replace('/', '-')}-{width}.png", full_page=True)
    context.close()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for width in WIDTHS:
            take(browser, folder, width)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
