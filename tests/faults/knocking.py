"""Knocks on every page of the site at once, and says of each how whole it came."""

import os
import re
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep

import httpx
from selectolax.lexbor import LexborHTMLParser

from frontend.texts import texts_of
from tests.frontend.reading_html import found, words
from tests.house import RunningHouse, demo_id

PATIENCE_SECONDS = 15
"""The site gives up on a service after about 5 s at most; the rest is for a busy machine."""
BACK_SECONDS = 60
PAUSE_SECONDS = 0.5
"""Between two knocks: what starts again needs the machine too."""
KIND_KEYS = ("page_text", "activities", "places", "figures", "definitions", "projects", "sign_in", "save")
COORDINATOR = "coordinator@zuidwest.example"
CODE = re.compile(r"Uw code is (\d{6})")
NEVER = ("Traceback", "Internal Server Error", "Er ging iets mis", "Exception")


@dataclass(frozen=True)
class Door:
    """An address of the site; with a `form` it is sent, otherwise asked."""

    path: str
    form: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Seen:
    """What came: its status and the kind sentences about what is missing, none when it is whole."""

    status: int
    missing: tuple[str, ...]
    seconds: float

    @property
    def whole(self) -> bool:
        return self.status in (200, 303) and not self.missing


DOORS = {
    "home": Door("/"),
    "wijk": Door("/wijken/moerwijk"),
    "activity": Door(f"/activiteiten/{demo_id('activity', 'zondagse-soep')}"),
    "place": Door(f"/plekken/{demo_id('place', 'buurtkamer-moerwijk-oost')}"),
    "monitor": Door("/hoe-gaat-het"),
    "sign-in form": Door("/aanmelden"),
    "signing in": Door("/aanmelden", {"email": "niemand@zuidwest.example"}),
    "activity form": Door("/balie/activiteiten/nieuw"),
}
NEEDS = {
    "identity": {"signing in", "activity form"},
    "projects": {"activity form"},
    "indicators": {"monitor"},
    "participation": {"home", "wijk", "activity", "place", "activity form"},
}
"""Which pages lack something while a service is away; all others must stay whole."""


@contextmanager
def coordinator_at(house: RunningHouse) -> Iterator[httpx.Client]:
    """A coordinator who signed in, asking as a browser would."""
    address = house.addresses["frontend"]
    with httpx.Client(base_url=address, headers={"Origin": address}, timeout=PATIENCE_SECONDS) as client:
        sign_in(client)
        yield client


def sign_in(client: httpx.Client) -> None:
    """By the code that comes in the outbox of the demonstration."""
    earlier = codes(client)
    asked = LexborHTMLParser(client.post("/aanmelden", data={"email": COORDINATOR}).raise_for_status().text)
    inputs = asked.css("main input[name]")
    form = {str(each.attributes["name"]): each.attributes.get("value") or "" for each in inputs}
    over = monotonic() + BACK_SECONDS
    while len(came := codes(client)) <= len(earlier):
        assert monotonic() < over, "no code came"
        sleep(PAUSE_SECONDS)
    assert client.post("/aanmelden/code", data=form | {"code": came[0]}).status_code == 303


def codes(client: httpx.Client) -> list[str]:
    """Those in the outbox, the newest first."""
    return CODE.findall(client.get("/postvak").text)


@contextmanager
def hanging(house: RunningHouse, name: str) -> Iterator[None]:
    """The process takes connections and never answers."""
    pid = house.control.pids()[name]
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def knock_on_all(client: httpx.Client) -> dict[str, Seen]:
    """All doors at the same moment. Fails when one answers with anything but a page a reader can follow."""
    with ThreadPoolExecutor(len(DOORS)) as pool:
        return dict(zip(DOORS, pool.map(lambda door: knock(client, door), DOORS.values()), strict=True))


def knock(client: httpx.Client, door: Door) -> Seen:
    began = monotonic()
    answer = client.get(door.path) if door.form is None else client.post(door.path, data=dict(door.form))
    seconds = monotonic() - began
    assert not [word for word in NEVER if word in answer.text], f"{door.path}: {answer.text[:2000]}"
    if answer.status_code == 303:
        return Seen(303, (), seconds)
    seen = Seen(answer.status_code, kind_sentences(answer), seconds)
    assert seen.status in (200, 503), f"{door.path} answers {seen.status}"
    assert seen.status == 200 or seen.missing, f"{door.path} does not say what is missing"
    return seen


def kind_sentences(answer: httpx.Response) -> tuple[str, ...]:
    """Those of the site's sentences about what is missing that stand on this page."""
    said = words(found(LexborHTMLParser(answer.text), "main"))
    texts = texts_of("nl")
    return tuple(key for key in KIND_KEYS if texts[f"missing.{key}"] in said)


def lacking(seen: Mapping[str, Seen]) -> set[str]:
    """The names of the doors behind which something is missing."""
    return {name for name, page in seen.items() if not page.whole}


def wait_until_whole(client: httpx.Client) -> None:
    """Knocks until every page is whole again, and fails when that takes too long or a page is rude meanwhile."""
    deadline = monotonic() + BACK_SECONDS
    while missing := lacking(knock_on_all(client)):
        assert monotonic() < deadline, f"Not whole again after {BACK_SECONDS} s: {missing}"
        sleep(PAUSE_SECONDS)
