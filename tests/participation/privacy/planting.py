"""A person with distinctive data, brought in through every door of participation that takes such data.

Whoever makes a new door for people's data adds a planting here: a test compares with the routes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from cli.access_page import Door
from services.kit.access import ANYONE
from services.kit.database import Database
from services.kit.outbox import send_letter
from services.kit.sealing import Sealer
from services.kit.settings import Settings
from services.participation.clock import now
from services.participation.enrolments.people import desk_of
from services.participation.enrolments.telling import run_all
from services.participation.tables import metadata
from tests.forms import form_token
from tests.participation.conftest import World
from tests.participation.wishing import MODERATOR, Wishing, proposal_body
from tests.postgres import SECRET

NAME, PHONE, EMAIL = "Zuleyxa Quispelbaum", "06 48 93 71 25", "zuleyxa.q@posteo.example"
PLANTED = (NAME, PHONE, EMAIL, "Quispelbaum", "zuleyxa", "+31648937125")
WITHOUT_PEOPLE = {("POST", "/v1/form-tokens"), ("POST", "/v1/checks/{token}")}
"""Open doors that take nothing about anybody."""


@dataclass
class Planter:
    """Acts on the service; `visited` are the doors that were gone through with success."""

    world: World
    storage: Database
    visited: set[tuple[str, str]] = field(default_factory=set)

    def send(self, method: str, path: str, **options: object) -> httpx.Response:
        answer = self.world.client.request(method, path, **options)  # type: ignore[arg-type]
        assert answer.status_code < 300, answer.text
        self.visited.add((method, path.partition("?")[0]))
        return answer


def a_letter(planter: Planter) -> None:
    sealer = Sealer(SECRET, "enrolments")
    with planter.storage.writing() as session:
        said: dict[str, Any] = {
            "to": EMAIL,
            "subject": f"Beste {NAME}",
            "text": f"Wij bellen u op {PHONE}.",
            "about": "occurrence:1",
        }
        send_letter(session, metadata, sealer, **said)


def a_wish_that_somebody_shares(planter: Planter) -> None:
    body = {"text": "Ik wil leren naaien", "wijk": "moerwijk", "category": "crafts", "formToken": form_token()}
    made = planter.send("POST", "/v1/wishes", json=body | {"email": EMAIL}, headers={"Idempotency-Key": "a-wish-of-zq"})
    wishing = Wishing(planter.world)
    assert wishing.decide(made.json()["id"]).status_code == 200
    shared = {"phone": PHONE, "formToken": form_token()}
    planter.send("POST", f"/v1/wishes/{made.json()['id']}/supports", json=shared)
    activity = planter.world.added(title="Naaiatelier")
    assert wishing.offer(made.json()["id"], activity["id"]).json()["calls"] == 1


def a_proposal(planter: Planter) -> None:
    body = proposal_body(phone=PHONE, placeId=str(planter.world.here), category="sport")
    made = planter.send("POST", "/v1/proposals", json=body)
    path = f"/v1/proposals/{made.json()['id']}"
    given = MODERATOR | {"If-Match": planter.world.client.get(path, headers=MODERATOR).headers["etag"]}
    assert planter.world.client.post(f"{path}/decision", json={"decision": "accept"}, headers=given).is_success


def joining(planter: Planter) -> None:
    """A date with one place: one joins, one waits, is offered the place and takes it; a series; the door list."""
    world = planter.world
    of_dates = world.added(title="Naailes", joining="per-date", capacity=1)
    date = of_dates["next"][0]["id"]
    path = f"/v1/occurrences/{date}/enrolments"
    first = planter.send("POST", path, json=person(), headers={"Idempotency-Key": "planted-key-1"}).json()
    waits = person(phone="06 48 93 71 26", email=f"x{EMAIL}")
    second = planter.send("POST", path, json=waits).json()
    assert second["status"] == "waiting"
    planter.send("POST", f"/v1/occurrences/{date}/leavings", json={"code": first["code"], "formToken": form_token()})
    token = second["manageUrl"].rpartition("/")[2]
    planter.send("POST", f"/v1/enrolments/{token}/confirmation")
    planter.send("GET", path, headers=world.coordinator)
    planter.send("GET", f"/v1/places/{world.here}/phone-list", headers=world.coordinator)
    series = world.added(title="Taalles", joining="series", capacity=5)
    planter.send("POST", f"/v1/activities/{series['id']}/enrolments", json=person())
    tend(planter)


def person(**changes: str) -> dict[str, str]:
    return {"name": NAME, "phone": PHONE, "email": EMAIL, "formToken": form_token()} | changes


def tend(planter: Planter) -> None:
    """Writes the letters that people must have, as the worker does every minute."""
    app_settings = Settings.model_validate({"secret": SECRET, "public_url": "https://zuidwest.example"})
    run_all(planter.storage.writing, desk_of(app_settings), now())


def reporting(planter: Planter) -> None:
    """One report that is handled, with a letter of thanks, and one that nobody looks at."""
    world = planter.world
    said = f"Vraag het aan {NAME}, {PHONE}."
    body = {"placeId": str(world.here), "what": "other", "text": said, "contact": EMAIL, "formToken": form_token()}
    handled = planter.send("POST", "/v1/reports", json=body, headers={"Idempotency-Key": "planted-key-2"}).json()
    planter.send("POST", "/v1/reports", json=body)
    planter.send("GET", "/v1/reports", headers=world.coordinator)
    outcome = {"json": {"outcome": "changed"}, "headers": world.coordinator}
    planter.send("POST", f"/v1/reports/{handled['id']}/resolution", **outcome)


PLANTINGS: tuple[Callable[[Planter], None], ...] = (
    a_letter,
    joining,
    reporting,
    a_wish_that_somebody_shares,
    a_proposal,
)


def not_planted(open_doors: list[Door], visited: set[tuple[str, str]]) -> list[str]:
    """Doors open to everybody that change something and that no planting went through."""
    return [
        f"{door.method} {door.path}"
        for door in open_doors
        if door.who == ANYONE
        and door.method in ("POST", "PUT", "PATCH")
        and (door.method, door.path) not in WITHOUT_PEOPLE
        and not any(method == door.method and _is(path, door.path) for method, path in visited)
    ]


def _is(path: str, template: str) -> bool:
    return re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path) is not None
