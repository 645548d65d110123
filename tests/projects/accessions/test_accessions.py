"""Accessions over HTTP (Art. 11): consent of all who are party, and from then on one more whose consent counts."""

from datetime import date
from random import Random

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.contracts.deal import Deal
from services.contracts.projects.amendments import AccessionShape
from services.kit.database import Database as Connections
from services.projects.deal.load import load_deal
from tests.projects.answers import items, statements, wrong_fields
from tests.projects.governing import (
    NEW_PARTY,
    OFFICE,
    PARTIES,
    all_consent,
    asked_for_consent,
    asked_to_accede,
    consent,
    post,
)

SLUG = "provincie-zuid-holland"


def parties(client: httpx.Client, **query: str) -> list[str]:
    return [each["slug"] for each in items(client.get("/v1/parties", params=query))]


def test_who_acceded_is_party_from_then_on_and_is_asked_the_next_time(client: httpx.Client) -> None:
    asked_before = asked_for_consent(client)
    made = all_consent(client, asked_to_accede(client), "2020-05-20")
    AccessionShape.model_validate(made)
    assert (made["status"], made["annex"]) == ("in-force", 2)
    assert parties(client) == [*PARTIES, SLUG]
    assert parties(client, on="2020-05-19") == PARTIES
    assert parties(client, on="2020-05-20") == [*PARTIES, SLUG]
    joined = items(client.get("/v1/parties"))[-1]
    assert (joined["since"], joined["group"], joined["consultationSeat"]) == ("2020-05-20", "other", False)
    assert client.get("/v1/deal").json()["totalCents"] == 1_550_000_000
    money = {each["party"]: each["amountCents"] for each in items(client.get("/v1/contributions"))}
    assert money[SLUG] == 50_000_000
    asked_then = {each["party"] for each in client.get(asked_before).json()["consents"]}
    westland = post(client, "/v1/accessions", NEW_PARTY | {"slug": "westland", "requestedOn": "2020-06-01"})
    later = f"/v1/accessions/{westland['id']}"
    asking = post(client, f"{later}/steps", {"to": "asking", "on": "2020-06-02"})
    asked_now = {each["party"] for each in asking["consents"]}
    assert (asked_then, asked_now) == (set(PARTIES), {*PARTIES, SLUG})
    waiting = all_consent(client, later, "2020-06-03")
    assert waiting["status"] == "asking"
    assert consent(client, later, SLUG, "2020-06-04")["status"] == "in-force"
    assert all_consent(client, asked_before, "2020-06-05")["status"] == "in-force"


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.sampled_from([None, 0, 1, 9]))
def test_unanimity_holds_in_whatever_order_the_answers_to_two_requests_come(
    client: httpx.Client, seed: int, who_refuses: int | None
) -> None:
    before = parties(client)
    slug = f"partij-{len(items(client.get('/v1/accessions')))}"
    addresses = (asked_to_accede(client, slug=slug), asked_for_consent(client))
    order = [(address, party) for address in addresses for party in PARTIES]
    refuses = None if who_refuses is None else order[who_refuses]
    Random(seed).shuffle(order)
    answers: dict[str, list[str]] = {address: [] for address in addresses}
    for address, party in order:
        if "refuses" in answers[address]:
            continue
        answers[address].append("refuses" if (address, party) == refuses else "consents")
        status = consent(client, address, party, "2020-05-20", answers[address][-1])["status"]
        refused, complete = "refuses" in answers[address], len(answers[address]) == len(PARTIES)
        assert status == ("refused" if refused else "in-force" if complete else "asking")
    joined = "refuses" not in answers[addresses[0]]
    assert parties(client) == [*before, *([slug] if joined else [])]


def test_who_is_refused_is_no_party(client: httpx.Client) -> None:
    address = asked_to_accede(client)
    assert consent(client, address, "bvom", "2020-05-11", "refuses")["status"] == "refused"
    assert parties(client) == PARTIES
    assert [each["number"] for each in items(client.get("/v1/deal/versions"))] == [1]


def test_no_four_weeks_run_for_an_accession(client: httpx.Client) -> None:
    address = f"/v1/accessions/{post(client, '/v1/accessions', NEW_PARTY)['id']}"
    assert "clock" not in client.get(address).json()
    answer = client.post(f"{address}/steps", json={"to": "talking", "on": "2020-05-02"}, headers=OFFICE)
    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "From requested no step leads to talking, only to: asking, withdrawn (Art. 11).",
    )


def test_who_is_party_or_asks_already_does_not_ask_again(client: httpx.Client) -> None:
    post(client, "/v1/accessions", NEW_PARTY)
    for slug in ("lnv", SLUG):
        answer = client.post("/v1/accessions", json=NEW_PARTY | {"slug": slug}, headers=OFFICE)
        assert wrong_fields(answer) == {"slug": "exists"}


def test_a_request_names_a_concrete_contribution_within_the_deal(client: httpx.Client) -> None:
    body = NEW_PARTY | {"contribution": {"amountCents": 0}, "requestedOn": "2023-08-01"}
    answer = client.post("/v1/accessions", json=body, headers=OFFICE)
    assert wrong_fields(answer) == {"contribution.text": "missing", "contribution.amountCents": "greater-than"}
    late = client.post("/v1/accessions", json=NEW_PARTY | {"requestedOn": "2023-08-01"}, headers=OFFICE)
    assert wrong_fields(late) == {"requestedOn": "deal-ended"}


def test_a_list_takes_as_many_statements_whatever_its_length(client: httpx.Client) -> None:
    asked_to_accede(client)
    one = client.get("/v1/accessions")
    asked_to_accede(client, slug="westland")
    two = client.get("/v1/accessions")
    assert [len(items(each)) for each in (one, two)] == [1, 2]
    assert statements(one) == statements(two) == 3


def test_the_parties_of_the_deal_are_party_from_the_day_after_all_signed(
    client: httpx.Client, connections: Connections, real_deal: Deal
) -> None:
    assert parties(client, on="1999-01-01") == PARTIES
    term = real_deal.about.term.model_copy(update={"signed_on": date(2019, 7, 14)})
    signed = real_deal.model_copy(update={"about": real_deal.about.model_copy(update={"term": term})})
    with connections.writing() as session:
        load_deal(session, signed, date(2027, 1, 1))
    assert parties(client, on="2019-07-14") == []
    assert parties(client, on="2019-07-15") == PARTIES


def test_every_list_is_a_sheet(client: httpx.Client) -> None:
    asked_to_accede(client)
    for name in ("accessions", "amendments", "consultations", "advice", "working-agreements"):
        assert [client.get(f"/v1/{name}.{ending}").status_code for ending in ("csv", "xlsx")] == [200, 200]
    first, second = client.get("/v1/accessions.csv").content.decode("utf-8-sig").splitlines()
    assert first.split(";")[-4:] == ["asked", "consented", "annex", "id"]
    assert second.split(";")[-4:-1] == ["8", "0", ""]
