"""Pictures of every page on a phone and on a desk, in Dutch and Arabic: `python -m tests.journeys.pictures FOLDER`.

Of a running demonstration (`make run`, with the same `ZUIDWEST_PORT_BASE`). Pages are found by following links, as a
visitor and as those who work at the desk, until there is one of each kind; which kinds no link led to is told at the
end. Look at them, and compare them with how the city's own pages look.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import typer
from playwright.sync_api import Browser

from cli.access_page import site_doors
from frontend.dates import local
from frontend.sessions import COOKIE
from services.kit.settings import read_settings
from tests.frontend.browser import chromium
from tests.frontend.reading_html import parsed

SITE, PARTICIPATION, IDENTITY = (read_settings().addresses[each] for each in ("frontend", "participation", "identity"))
WIDTHS = (390, 1280)
LANGUAGES = ("", "/ar")
MOST_READ = 150
"""Pages, per visitor, to find one of each kind."""
START = {
    "visitor": ["/", "/componenten", "/insluiten/activiteiten", "/zonder-verbinding", "/postvak"],
    "coordinator": ["/balie"],
    "moderator": ["/balie", "/balie/te-lezen", "/balie/meldingen"],
    "editor": ["/balie", "/balie/mensen", "/balie/op-papier", "/balie/plekken/nieuw"],
}
ALSO = {
    "week": "/?wanneer=week",
    "found": "/activiteiten?q=koffie",
    "other words": "/activiteiten?q=nailes",
    "nothing found": "/activiteiten?q=xyzzy",
    "not there": "/plekken/nergens",
}
"""Other states of pages for everybody."""
EDITED = "/balie/activiteiten/{activity_id}"
"""Its preview is behind a button."""
NO_PAGE = re.compile(r"[.](\w+|{\w+})$|^/(suggesties|fotos|uitnodiging|kaart.json)|^/balie/(terugdraaien|vraag)")


def kinds() -> dict[str, re.Pattern[str]]:
    """Of page, by the path of their route."""
    paths = {door.path or "/" for door in site_doors() if door.method == "GET"}
    return {path: re.compile(re.sub(r"{\w+}", "[^/]+", path)) for path in sorted(paths) if not NO_PAGE.search(path)}


def found_by_links(visitor: httpx.Client, start: list[str], wanted: dict[str, re.Pattern[str]]) -> dict[str, str]:
    """One address of each kind that can be reached; links to a kind that is still missing are followed first."""
    found: dict[str, str] = {}
    coming, known = list(start), set(start)

    def missing(address: str) -> str | None:
        path = urlsplit(address).path
        return next((kind for kind, form in wanted.items() if kind not in found and form.fullmatch(path)), None)

    for _ in range(MOST_READ):
        if not coming or len(found) == len(wanted):
            break
        address = next(filter(missing, coming), coming[0])
        coming.remove(address)
        answer = visitor.get(address)
        if answer.status_code == 200 and "html" in answer.headers["content-type"]:
            if kind := missing(address):
                found[kind] = address
            coming += [each for each in links(answer) if each not in known]
            known.update(coming)
    return found


def links(answer: httpx.Response) -> list[str]:
    """Into the site; a list with other choices is the same page."""
    asked = [node.attributes.get("href") or "" for node in parsed(answer).css("a[href^='/']")]
    return [each for each in asked if not each.startswith(("//", "/activiteiten?", "/?")) and "#" not in each]


def own_pages() -> Iterator[str]:
    """Of somebody who joins, wishes and proposes: these are only reached by the link that they get."""
    with httpx.Client(base_url=PARTICIPATION, timeout=20) as resident:
        listed = resident.get("/v1/activities", params={"pageSize": 100}).json()["items"]
        date = next(each["next"][-1]["id"] for each in listed if each["joining"] == "per-date")
        asked = {
            f"/v1/occurrences/{date}/enrolments": {"name": "Sara", "phone": "070 123 45 67", "forChild": True},
            "/v1/wishes": {"text": "Samen schaken in het park", "wijk": "moerwijk"},
            "/v1/proposals": {
                "kind": "activity",
                "title": "Schaken",
                "description": "In het park.",
                "wijk": "moerwijk",
            },
        }
        for path, body in asked.items():
            answer = resident.post(path, json=body, headers={"Idempotency-Key": str(uuid4())}).raise_for_status()
            yield urlsplit(answer.json()["manageUrl"]).path


def behind_forms(who: str, visitor: httpx.Client) -> Iterator[str]:
    """What only a form leads to."""
    if who == "visitor":
        yield from own_pages()
    if who == "editor":
        yield drafted(visitor)


def drafted(editor: httpx.Client) -> str:
    """The proof of a paper edition."""
    asked = {"wijk": "moerwijk", "maand": f"{local(datetime.now(UTC)):%Y-%m}", "sleutel": str(uuid4())}
    return editor.post("/balie/op-papier", data=asked, headers={"Origin": SITE}).headers["location"]


def token(role: str) -> str:
    form = {"grant_type": "client_credentials", "client_id": f"demo-{role}", "client_secret": "demo"}
    return str(httpx.post(f"{IDENTITY}/v1/tokens", data=form).raise_for_status().json()["access_token"])


def addresses(cookies: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """By visitor: names and addresses. Each kind of page belongs to the first who can see it."""
    wanted, found = kinds(), {}
    for who, start in START.items():
        with httpx.Client(base_url=SITE, cookies=cookies[who], timeout=20) as visitor:
            found[who] = found_by_links(visitor, [*start, *behind_forms(who, visitor)], wanted)
        if edited := found[who].get(EDITED):
            found[who][f"{EDITED}/bekijken"] = f"{edited}/bekijken"
        for path in found[who]:
            del wanted[path]
    typer.echo("\n  ".join(["No link led to:", *wanted]))
    found["visitor"] |= ALSO
    return found


def take(browser: Browser, folder: Path, width: int, who: str, cookies: dict[str, str], pages: dict[str, str]) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, service_workers="block")
    context.add_cookies([{"name": name, "value": value, "url": SITE} for name, value in cookies.items()])
    page = context.new_page()
    for language in LANGUAGES:
        for kind, address in pages.items():
            name = re.sub(r"\W+", "-", kind).strip("-") or "start"
            page.goto(f"{SITE}{language}{address}")
            page.screenshot(path=folder / f"{who}-{name}{language.replace('/', '-')}-{width}.png", full_page=True)
    context.close()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    cookies = {who: {} if who == "visitor" else {COOKIE: token(who)} for who in START}
    found = addresses(cookies)
    with chromium() as browser:
        for width in WIDTHS:
            for who, pages in found.items():
                typer.echo(f"{who}, {width} pixels wide: {len(pages)} pages")
                take(browser, folder, width, who, cookies[who], pages)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
