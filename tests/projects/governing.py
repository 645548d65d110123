"""Amending and acceding over HTTP, for tests."""

from typing import Any

import httpx

from tests.tokens import bearer

OFFICE = bearer("programme", subject="office")
PARTIES = ["lnv", "bzk", "szw", "jenv", "ezk", "ocw", "bvom", "gemeente-den-haag"]
ASKED: dict[str, Any] = {
    "title": "Meer punten sociale cohesie",
    "request": "Wij vragen om een hoger doel.",
    "requestedBy": "gemeente-den-haag",
    "requestedOn": "2020-03-01",
    "changes": [{"part": "commitment", "id": "A3-01", "target": "+0,7 punt", "paraphrase": "Cohesie stijgt meer"}],
}
NEW_PARTY: dict[str, Any] = {
    "slug": "provincie-zuid-holland",
    "name": "Provincie Zuid-Holland",
    "fullName": "De provincie Zuid-Holland",
    "request": "Wij willen partij worden.",
    "contribution": {"text": "zegt toe", "amountCents": 50_000_000},
    "requestedOn": "2020-05-01",
}


def post(client: httpx.Client, path: str, body: dict[str, Any], status: int = 201) -> dict[str, Any]:
    answer = client.post(path, json=body, headers=OFFICE)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def asked_for_consent(client: httpx.Client, **changes: Any) -> str:
    """The address of an amendment about which consent is asked since 1 April 2020."""
    address = f"/v1/amendments/{post(client, '/v1/amendments', ASKED | changes)['id']}"
    for to, on in (("made-known", "2020-03-02"), ("talking", "2020-03-20"), ("asking", "2020-04-01")):
        post(client, f"{address}/steps", {"to": to, "on": on})
    return address


def asked_to_accede(client: httpx.Client, **changes: Any) -> str:
    address = f"/v1/accessions/{post(client, '/v1/accessions', NEW_PARTY | changes)['id']}"
    post(client, f"{address}/steps", {"to": "asking", "on": "2020-05-10"})
    return address


def consent(client: httpx.Client, address: str, party: str, on: str, answer: str = "consents") -> dict[str, Any]:
    body = {"party": party, "answer": answer, "on": on, "statement": f"{party} stemt in."}
    return post(client, f"{address}/consents", body)


def all_consent(client: httpx.Client, address: str, on: str, parties: list[str] = PARTIES) -> dict[str, Any]:
    return [consent(client, address, party, on) for party in parties][-1]
