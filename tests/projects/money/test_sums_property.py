"""Whatever is booked and corrected, in whatever order: sums are those of the bookings, and what was reported stays."""

from datetime import date
from typing import Any

import httpx
import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.postgres import Database
from tests.projects.money.conftest import GARDEN, GYM, OFFICE, booking, sums

Step = tuple[str, int, dict[str, Any]]
ALL = "contribution,pillar,project,year"
KINDS = {"budgetCents": "budget", "committedCents": "commitment", "paidCents": "payment"}
CELLS = """
    SELECT kind, contribution, pillar, year, month, total_cents FROM projects.booking_cell WHERE total_cents <> 0
    EXCEPT SELECT kind, contribution, coalesce(pillar, 0), year, date_trunc('month', valid_on)::date, sum(amount_cents)
    FROM projects.booking GROUP BY 1, 2, 3, 4, 5
"""
TOTALS = """
    SELECT kind, contribution, pillar, nullif(project_id, '00000000-0000-0000-0000-000000000000'), total_cents
    FROM projects.booking_total
    EXCEPT SELECT kind, contribution, coalesce(pillar, 0), project_id, sum(amount_cents)
    FROM projects.booking GROUP BY 1, 2, 3, 4
"""
YEARS = """
    SELECT kept.* FROM projects.booking_year AS kept WHERE total_cents <> (
        SELECT sum(amount_cents) FROM projects.booking AS each WHERE each.known_at <= kept.known_at
            AND (each.kind, each.contribution, coalesce(each.pillar, 0), each.year)
                = (kept.kind, kept.contribution, kept.pillar, kept.year))
"""
FROM_SCRATCH = """
    SELECT kind, contribution, pillar, project_id::text, year, sum(amount_cents)::bigint FROM projects.booking
    WHERE known_at <= %(moment)s GROUP BY 1, 2, 3, 4, 5 HAVING sum(amount_cents) <> 0
"""
BOOKINGS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["budget", "commitment", "payment", "forecast"]),
        "contribution": st.sampled_from(["rijk", "regio"]),
        "projectId": st.sampled_from([str(GARDEN), str(GYM)]),
        "validOn": st.dates(date(2019, 12, 30), date(2021, 1, 2)).map(str),
        "amountCents": st.integers(-300, 1_000).filter(bool),
    }
)
STEPS = st.lists(st.tuples(st.sampled_from(["book", "take-back", "replace"]), st.integers(0, 9), BOOKINGS), max_size=7)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_sequence_keeps_the_sums_and_what_was_reported(
    money: httpx.Client, money_database: Database, steps: list[Step]
) -> None:
    made: list[str] = []
    reported: dict[str, Any] = {}
    for step in steps:
        if moment := play(money, made, step):
            reported[moment] = (sums(money, by=ALL), sums(money), divided(money))
    with psycopg.connect(money_database.url) as connection:
        for kept in (CELLS, TOTALS, YEARS):
            assert connection.execute(kept).fetchall() == []
        for moment, (by_all, by_pillar, division) in reported.items():
            rows = connection.execute(FROM_SCRATCH, {"moment": moment}).fetchall()
            assert {(kind, *axes): cents for kind, *axes, cents in rows} == by_all
            assert sums(money, by=ALL, asOf=moment) == by_all
            assert sums(money, asOf=moment) == by_pillar
            assert divided(money, asOf=moment) == division
    assert_divided_as_booked(money)


def play(client: httpx.Client, made: list[str], step: Step) -> str | None:
    """When it was known; None when it was refused, for instance since a sum would become less than nothing."""
    doing, which, values = step
    if doing == "book" or not made:
        answer = client.post("/v1/bookings", json=booking(**values), headers=OFFICE)
    else:
        body = {"reason": "Verkeerd geboekt"} | ({"replacement": booking(**values)} if doing == "replace" else {})
        address = f"/v1/bookings/{made[which % len(made)]}/corrections"
        answer = client.post(address, json=body, headers=OFFICE)
    if answer.status_code != 201:
        assert answer.status_code in (400, 409), answer.text
        return None
    found = answer.json()
    new = found.get("replacement") if "reversal" in found else found
    made += [new["id"]] if new else []
    moment: str = (new or found["reversal"])["knownAt"]
    return moment


def divided(client: httpx.Client, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/v1/monitoring/division", params=query).json()["parts"]
    return found


def assert_divided_as_booked(client: httpx.Client) -> None:
    """Monitoring says per pillar what the sums say."""
    by_pillar = sums(client, by="pillar")
    for part in divided(client):
        for name, kind in KINDS.items():
            assert part[name] == by_pillar.get((kind, part["pillar"]), 0)
