"""Amendments over HTTP (Art. 10): what is refused and why, consent of all, and a deal that stays readable as it was."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from services.contracts.deal import Deal
from services.contracts.projects.amendments import AmendmentShape, ConsentInput
from services.kit.database import Database as Connections
from services.projects.amendments.router import AMENDING
from services.projects.deal.load import load_deal
from services.projects.procedures.steps import At, held, take_answer
from tests.projects.answers import items, statements, wrong_fields
from tests.projects.governing import ASKED, OFFICE, PARTIES, all_consent, asked_for_consent, consent, post
from tests.tokens import bearer


def refused(client: httpx.Client, path: str, body: dict[str, Any]) -> tuple[str, str]:
    answer = client.post(path, json=body, headers=OFFICE)
    assert answer.status_code == 409, answer.text
    return answer.json()["type"].removeprefix("urn:zuidwest:problem:"), answer.json()["detail"]


def commitment(client: httpx.Client, **query: str) -> dict[str, Any]:
    return next(each for each in items(client.get("/v1/commitments", params=query)) if each["id"] == "A3-01")


def test_consent_of_all_makes_a_new_version_and_the_old_one_stays_readable(
    client: httpx.Client, connections: Connections, real_deal: Deal
) -> None:
    before = commitment(client)
    address = asked_for_consent(client)
    made = all_consent(client, address, "2020-04-20")
    assert (made["status"], made["endedOn"], made["annex"]) == ("in-force", "2020-04-20", 2)
    assert [step["status"] for step in made["steps"]] == ["requested", "made-known", "talking", "asking", "in-force"]
    assert {each["party"]: each["statement"] for each in made["consents"]} == {p: f"{p} stemt in." for p in PARTIES}
    AmendmentShape.model_validate(made)
    after = commitment(client)
    assert after == before | {"target": "+0,7 punt", "paraphrase": "Cohesie stijgt meer"}
    assert commitment(client, on="2020-04-19") == before
    assert commitment(client, on="2020-04-20") == after
    assert [each["number"] for each in items(client.get("/v1/deal/versions"))] == [1, 2]
    with connections.writing() as session:
        summary = load_deal(session, real_deal, date(2027, 1, 1))
    assert (summary.changed, summary.amended, summary.sentences) == (0, 1, ["commitment A3-01: kept as amended"])
    assert commitment(client) == after


def test_one_refusal_ends_it_and_the_deal_stays_as_it_was(client: httpx.Client) -> None:
    before = commitment(client)
    address = asked_for_consent(client)
    consent(client, address, "lnv", "2020-04-02")
    made = consent(client, address, "bzk", "2020-04-03", "refuses")
    assert (made["status"], made["annex"]) == ("refused", None)
    why, sentence = refused(client, f"{address}/consents", {"party": "szw", "answer": "consents", "on": "2020-04-04"})
    assert why == "not-asking"
    assert "Art. 10" in sentence
    assert commitment(client) == before


def test_consent_by_no_party_twice_too_early_or_of_later(client: httpx.Client) -> None:
    address = asked_for_consent(client)
    consent(client, address, "lnv", "2020-04-02")
    bodies = {
        "no-party": {"party": "vws", "answer": "consents", "on": "2020-04-02"},
        "answered-already": {"party": "lnv", "answer": "refuses", "on": "2020-04-02"},
        "before-last-step": {"party": "bzk", "answer": "consents", "on": "2020-03-31"},
        "in-future": {"party": "bzk", "answer": "consents", "on": "2999-01-01"},
        "deal-ended": {"party": "bzk", "answer": "consents", "on": "2023-08-01"},
    }
    for why, body in bodies.items():
        assert refused(client, f"{address}/consents", body)[0] == why
    assert client.get(address).json()["status"] == "asking"


def test_steps_that_the_table_does_not_have(client: httpx.Client) -> None:
    address = f"/v1/amendments/{post(client, '/v1/amendments', ASKED)['id']}"
    why, sentence = refused(client, f"{address}/steps", {"to": "asking", "on": "2020-03-05"})
    assert (why, sentence) == (
        "no-such-step",
        "From requested no step leads to asking, only to: made-known, withdrawn (Art. 10).",
    )
    withdrawing = {"to": "withdrawn", "on": "2020-03-05", "party": "lnv"}
    assert refused(client, f"{address}/steps", withdrawing)[0] == "not-the-asker"
    made = post(client, f"{address}/steps", withdrawing | {"party": "gemeente-den-haag"})
    assert (made["status"], made["endedOn"]) == ("withdrawn", "2020-03-05")
    assert refused(client, f"{address}/steps", {"to": "made-known", "on": "2020-03-06"})[0] == "no-such-step"


def test_the_clock_of_the_talks_is_shown(client: httpx.Client) -> None:
    address = f"/v1/amendments/{post(client, '/v1/amendments', ASKED)['id']}"
    assert client.get(address).json()["clock"] is None
    post(client, f"{address}/steps", {"to": "made-known", "on": "2020-03-02"})
    clock = {"dueOn": "2020-03-30", "startedOn": None, "state": "overdue", "article": "Art. 10.2"}
    assert client.get(address).json()["clock"] == clock
    post(client, f"{address}/steps", {"to": "talking", "on": "2020-03-30"})
    assert client.get(address).json()["clock"] == clock | {"startedOn": "2020-03-30", "state": "in-time"}


def test_a_wrong_request_hears_of_everything_at_once(client: httpx.Client) -> None:
    changes = [
        {"part": "commitment", "id": "A9-99", "target": "x"},
        {"part": "commitment", "id": "A3-01", "strength": "zeker-weten"},
    ]
    wrong = {"requestedBy": "vws", "requestedOn": "2023-08-01", "documentId": str(uuid4()), "changes": changes}
    answer = client.post("/v1/amendments", json=ASKED | wrong, headers=OFFICE)
    assert wrong_fields(answer) == {
        "requestedBy": "no-party",
        "requestedOn": "deal-ended",
        "documentId": "unknown",
        "changes.0.id": "unknown",
        "changes.1.strength": "unknown",
    }
    empty = client.post("/v1/amendments", json=ASKED | {"changes": [{"part": "deal"}]}, headers=OFFICE)
    assert wrong_fields(empty) == {"changes.0.deal": "value-error"}


def test_a_request_is_mended_until_consent_is_asked(client: httpx.Client) -> None:
    made = client.post("/v1/amendments", json=ASKED, headers=OFFICE | {"Idempotency-Key": "mended-once"})
    again = client.post("/v1/amendments", json=ASKED, headers=OFFICE | {"Idempotency-Key": "mended-once"})
    assert made.json()["id"] == again.json()["id"]
    address = made.headers["location"]
    mended = ASKED | {"title": "Anders"}
    assert client.put(address, json=mended, headers=OFFICE).status_code == 428
    changed = client.put(address, json=mended, headers=OFFICE | {"If-Match": made.headers["etag"]})
    assert (changed.status_code, changed.json()["title"]) == (200, "Anders")
    assert client.put(address, json=mended, headers=OFFICE | {"If-Match": made.headers["etag"]}).status_code == 412
    for to, on in (("made-known", "2020-03-02"), ("talking", "2020-03-20"), ("asking", "2020-04-01")):
        post(client, f"{address}/steps", {"to": to, "on": on})
    late = client.put(address, json=mended, headers=OFFICE | {"If-Match": client.get(address).headers["etag"]})
    assert (late.status_code, late.json()["type"]) == (409, "urn:zuidwest:problem:asked-already")


def test_two_last_consents_at_once_put_it_in_force_once(client: httpx.Client, connections: Connections) -> None:
    """The last but one is written and not committed yet: the last waits for it, and then sees it."""
    address = asked_for_consent(client)
    all_consent(client, address, "2020-04-20", PARTIES[:-2])
    one, other = (ConsentInput(party=party, answer="consents", on=date(2020, 4, 21)) for party in PARTIES[-2:])
    with ThreadPoolExecutor() as pool:
        with connections.writing() as session:
            row = held(session, AMENDING, UUID(address.rpartition("/")[2]))
            assert row is not None
            assert take_answer(session, AMENDING, row, one, At("office", date(2026, 11, 28))) is None
            body = other.model_dump(mode="json", by_alias=True)
            last = pool.submit(client.post, f"{address}/consents", json=body, headers=OFFICE)
            with pytest.raises(TimeoutError):
                last.result(timeout=0.4)
        assert last.result().json()["status"] == "in-force"
    with connections.writing() as session:
        assert session.execute(text("SELECT count(*), max(number) FROM projects.deal_version")).one() == (1, 2)
        ends = "SELECT count(*) FROM projects.amendment_step WHERE status = 'in-force'"
        assert session.scalar(text(ends)) == 1


def test_many_consents_at_once_put_it_in_force_once(client: httpx.Client) -> None:
    address = asked_for_consent(client)
    bodies = [{"party": party, "answer": "consents", "on": "2020-04-21"} for party in PARTIES]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda body: client.post(f"{address}/consents", json=body, headers=OFFICE), bodies))
    assert [answer.status_code for answer in answers] == [201] * 8
    assert [answer.json()["status"] for answer in answers].count("in-force") == 1
    assert len(items(client.get("/v1/deal/versions"))) == 2


def test_money_and_dates_of_the_deal_change_along(client: httpx.Client) -> None:
    changes = [
        {"part": "contribution", "id": "regio", "amountCents": 800_000_000},
        {"part": "deal", "endsOn": "2023-12-31"},
        {"part": "expected-result", "id": "social-cohesion", "targetValue": 0.7, "targetText": "0,7 punt hoger"},
        {"part": "commitment", "id": "A3-02", "verb": "realiseren", "strength": strongest(client)},
    ]
    all_consent(client, asked_for_consent(client, changes=changes), "2020-04-20")
    now, then = client.get("/v1/deal").json(), client.get("/v1/deal", params={"on": "2020-04-19"}).json()
    assert (then["totalCents"], now["totalCents"]) == (1_500_000_000, 1_550_000_000)
    assert (then["term"]["endsOn"], now["term"]["endsOn"]) == ("2023-07-31", "2023-12-31")
    assert {each["slug"]: each["amountCents"] for each in items(client.get("/v1/contributions"))}[
        "regio"
    ] == 800_000_000
    cohesion = next(each for each in items(client.get("/v1/expected-results")) if each["id"] == "social-cohesion")
    assert (cohesion["target"]["value"], cohesion["target"]["text"]) == (0.7, "0,7 punt hoger")
    stronger = items(client.get("/v1/commitments", params={"strength": strongest(client), "verb": "realiseren"}))
    assert "A3-02" in [each["id"] for each in stronger]


def strongest(client: httpx.Client) -> str:
    slug: str = client.get("/v1/deal").json()["strengths"][0]["slug"]
    return slug


def test_only_the_office_notes_steps(client: httpx.Client) -> None:
    askers: tuple[dict[str, str], ...] = ({}, bearer("analyst"), bearer("coordinator"))
    codes = [client.post("/v1/amendments", json=ASKED, headers=headers).status_code for headers in askers]
    assert codes == [401, 403, 403]


def test_a_list_takes_as_many_statements_whatever_its_length(client: httpx.Client) -> None:
    asked_for_consent(client)
    one = client.get("/v1/amendments")
    asked_for_consent(client)
    two = client.get("/v1/amendments")
    assert [len(items(each)) for each in (one, two)] == [1, 2]
    assert statements(one) == statements(two) == 3
    assert client.get("/v1/amendments", headers={"If-None-Match": two.headers["etag"]}).status_code == 304
    assert items(client.get("/v1/amendments", params={"status": "refused"})) == []


def test_a_consent_sent_twice_over_a_bad_line_counts_once(client: httpx.Client) -> None:
    address = asked_for_consent(client)
    body = {"party": "lnv", "answer": "consents", "on": "2020-04-02"}
    headers = OFFICE | {"Idempotency-Key": "consent-of-lnv"}
    first, second = (client.post(f"{address}/consents", json=body, headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    other = client.post(f"{address}/consents", json=body | {"answer": "refuses"}, headers=headers)
    assert (other.status_code, other.json()["type"]) == (409, "urn:zuidwest:problem:key-reused")
    step, key = {"to": "withdrawn", "on": "2020-04-03"}, OFFICE | {"Idempotency-Key": "withdrawn-once"}
    assert [client.post(f"{address}/steps", json=step, headers=key).status_code for _ in range(2)] == [201, 201]
