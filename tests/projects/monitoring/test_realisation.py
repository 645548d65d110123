"""Realisation and division over HTTP: how things stand now, and how they stood."""

import httpx

from services.contracts.projects import DivisionShape, RealisationShape
from tests.projects.answers import statements
from tests.projects.money.conftest import OFFICE, book, correct, money, money_database  # noqa: F401


def test_money_and_projects_are_shown_as_they_stood(money: httpx.Client) -> None:  # noqa: F811
    made = book(money, amountCents=300_00)
    reported = RealisationShape.model_validate_json(
        money.get("/v1/monitoring/realisation", params={"asOf": made["knownAt"]}).content, extra="forbid"
    )
    assert (reported.money_by_pillar[0].committed_cents, reported.money_by_contribution[0].amount_cents) == (
        300_00,
        750_000_000,
    )
    assert reported.pillars[0].projects["running"] == 1
    assert {each.wijk: each.project_count for each in reported.wijken}["moerwijk"] == 2
    correct(money, made["id"])
    answer = money.get("/v1/monitoring/realisation")
    assert answer.json()["moneyByPillar"][0]["committedCents"] == 0
    assert statements(answer) == 4
    again = money.get("/v1/monitoring/realisation", params={"asOf": made["knownAt"]})
    assert RealisationShape.model_validate_json(again.content) == reported
    assert money.get("/v1/monitoring/realisation", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_division_is_held_against_the_guideline(money: httpx.Client) -> None:  # noqa: F811
    parts = [{"contribution": "rijk", "pillar": n, "year": 2020, "amountCents": n * 100_00} for n in (1, 2, 3)]
    body = {"decidedOn": "2020-01-01", "reason": "Eerste verdeling", "agreedBy": ["lnv"], "parts": parts}
    assert money.post("/v1/allocations", json=body, headers=OFFICE).status_code == 201
    answer = money.get("/v1/monitoring/division")
    found = DivisionShape.model_validate_json(answer.content, extra="forbid")
    assert [(each.share_of_allocation, each.deviation) for each in found.parts] == [(167, -166), (333, 0), (500, 167)]
    assert (found.allocation_version, found.agreed_by, statements(answer)) == (1, ["lnv"], 4)
    assert money.post("/v1/allocations", json=body, headers=OFFICE).status_code == 409
    assert money.get("/v1/tranches").json()["total"] == 2
