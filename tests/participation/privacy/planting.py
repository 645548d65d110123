"""A person with distinctive data, brought in through every door of participation that takes such data.

Whoever makes a new door for people's data adds a planting here: a test compares with the routes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
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
CHANGES = ("POST", "PUT", "PATCH")
CONTACTS = frozenset({"phone", "email", "contact"})
OF_ORGANISATIONS = {
    *(("POST", "/v1/places"), ("PUT", "/v1/places/{place_id}")),
    *(("POST", "/v1/help-offers"), ("PUT", "/v1/help-offers/{offer_id}")),
}
"""Their contact data are those of an organisation, meant to be seen by everybody."""
Document = dict[str, Any]


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


def on_behalf(planter: Planter) -> None:
    """A coordinator writes down who asked for it; the name is ticked at the door, and a moderator undoes the day."""
    world = planter.world
    date = world.added(title="Soep", joining="per-date", capacity=9)["next"][0]["id"]
    body = person(phone="06 48 93 71 27", email=f"y{EMAIL}") | {"onBehalf": True}
    planter.send("POST", f"/v1/occurrences/{date}/enrolments", json=body, headers=world.coordinator)
    planter.send("POST", f"/v1/occurrences/{date}/enrolments", json=person(phone="06 48 93 71 28"))


def a_report(planter: Planter) -> None:
    said = {"placeId": str(planter.world.here), "what": "other", "text": f"Vraag naar {NAME}, {PHONE}."}
    made = planter.send("POST", "/v1/reports", json=said | {"contact": EMAIL, "formToken": form_token()}).json()
    path = f"/v1/reports/{made['id']}/resolution"
    planter.send("POST", path, json={"outcome": "was-right"}, headers=planter.world.coordinator)
    planter.send("POST", "/v1/reports", json=said | {"contact": PHONE, "formToken": form_token()})


def a_referral(planter: Planter) -> None:
    world = planter.world
    wording = world.client.get("/v1/consent-wordings").json()["items"][0]["id"]
    body = {
        "from": {"step": "meet"},
        "to": {"kind": "activity", "id": world.added(title="Taalles aan huis", step="learn")["id"]},
        "consent": True,
        "consentWording": wording,
        "contact": {"name": NAME, "phone": PHONE, "email": EMAIL, "note": f"{NAME} belt liever."},
    }
    keyed = world.coordinator | {"Idempotency-Key": "a-referral-of-zq"}
    made = planter.send("POST", "/v1/referrals", json=body, headers=keyed).json()
    path = f"/v1/referrals/{made['id']}/outcome"
    planter.send("POST", "/v1/referrals", json=body, headers=world.coordinator)
    planter.send("PUT", path, json={"outcome": "arrived"}, headers=world.coordinator)


def undoing(planter: Planter) -> None:
    """A moderator takes back the reports of an hour, and puts them back."""
    hour = {"since": (now() - timedelta(hours=1)).isoformat(), "until": (now() + timedelta(hours=1)).isoformat()}
    body = {"what": ["reports"], "reason": "spam"} | hour
    made = planter.send("POST", "/v1/moderation/undo", json=body, headers=MODERATOR).json()
    planter.send("POST", f"/v1/moderation/undo/{made['id']}/restoration", headers=MODERATOR)


PLANTINGS: tuple[Callable[[Planter], None], ...] = (
    a_letter,
    joining,
    on_behalf,
    a_wish_that_somebody_shares,
    a_proposal,
    a_report,
    a_referral,
    undoing,
)


def not_planted(open_doors: list[Door], document: Document, visited: set[tuple[str, str]]) -> list[str]:
    """Doors that no planting went through: open ones that change something, and others that take contact data."""
    wanted = {(door.method, door.path) for door in open_doors if door.who == ANYONE and door.method in CHANGES}
    wanted |= {door for door in doors_with_contacts(document) if door not in OF_ORGANISATIONS}
    return [
        f"{method} {template}"
        for method, template in sorted(wanted - WITHOUT_PEOPLE)
        if not any(went == method and _is(path, template) for went, path in visited)
    ]


def doors_with_contacts(document: Document) -> set[tuple[str, str]]:
    """Whose body has, however deep, a field that tells how to reach somebody."""
    return {
        (method.upper(), f"/v1{path}")
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if CONTACTS & set(_fields(operation.get("requestBody", {}), document, set()))
    }


def _fields(part: Any, document: Document, seen: set[str]) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _fields(each, document, seen)
    if not isinstance(part, dict):
        return
    yield from part.get("properties", {})
    reference = part.get("$ref", "")
    if reference and reference not in seen:
        seen.add(reference)
        yield from _fields(document["components"]["schemas"][reference.rpartition("/")[2]], document, seen)
    for each in part.values():
        yield from _fields(each, document, seen)


def _is(path: str, template: str) -> bool:
    return re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path) is not None
