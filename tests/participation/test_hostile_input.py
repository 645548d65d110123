"""Whatever is sent, the answer is a sentence: never a 500."""

import string
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from services.participation.constraints import SENTENCES
from tests.participation.conftest import ADMIN, World, place_body, wrong_names
from tests.postgres import Database

NAMES = (
    "wijk,placeId,q,category,from,to,weekday,partOfDay,free,language,dutchLevel,step,projectId,accessible,near,radius,sort,page,"
    "pageSize,status,kind,nonsense"
)
VALUES = some.one_of(
    some.text(max_size=30),
    some.sampled_from(
        ["0001-01-01", "9999-12-31", "2026-02-30", "-1", "1e9", "\0", "%", "a\0b", "' OR 1=1 --", "true"]
    ),
    some.integers().map(str),
    some.text(string.punctuation + string.ascii_lowercase, max_size=12),
)
JSON = some.recursive(
    some.one_of(some.none(), some.booleans(), some.integers(), some.floats(), some.text(max_size=20)),
    lambda inner: some.one_of(
        some.lists(inner, max_size=3), some.dictionaries(some.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)
GENTLY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("path", ["/v1/activities", "/v1/occurrences", "/v1/places", "/v1/place-offers"])
def test_no_query_breaks_a_list(client: httpx.Client, path: str) -> None:
    @GENTLY
    @given(some.dictionaries(some.sampled_from(NAMES.split(",")), VALUES, max_size=4))
    def check(query: dict[str, str]) -> None:
        answer = client.get(path, params=query)
        assert answer.status_code in (200, 400, 401), answer.text
        if answer.status_code == 400:
            assert wrong_names(answer) <= {*query, "query"}

    check()


def test_no_field_breaks_adding_an_activity(world: World) -> None:
    body = world.body(status="draft")

    @GENTLY
    @given(some.sampled_from([*body, "nonsense", "schedule.rrule", "schedule.start", "cost.text"]), JSON)
    def check(name: str, value: Any) -> None:
        outer, _, inner = name.partition(".")
        changed = {**body, outer: {**body[outer], inner: value} if inner else value}
        try:
            answer = world.client.post("/v1/activities", json=changed, headers=world.coordinator)
        except ValueError:
            return  # httpx itself refuses to send NaN and infinity
        assert answer.status_code in (201, 400), answer.text
        if answer.status_code == 400:
            assert {found.partition(".")[0] for found in wrong_names(answer)} <= {outer, "body"}

    check()


def test_no_field_breaks_adding_a_place(world: World) -> None:
    @GENTLY
    @given(
        some.sampled_from(
            [
                *place_body(),
                "phone",
                "email",
                "website",
                "opening",
                "opening.hours",
                "opening.exceptions",
                "tasksTakenOver",
                "guidanceBy",
                "guidanceSince",
                "pointChecked",
                "surfaceM2",
            ]
        ),
        JSON,
    )
    def check(name: str, value: Any) -> None:
        outer, _, inner = name.partition(".")
        changed = place_body(name=f"Plek {uuid4()}") | {outer: {inner: value} if inner else value}
        try:
            answer = world.client.post("/v1/places", json=changed, headers=ADMIN)
        except ValueError:
            return
        assert answer.status_code in (201, 400, 409), answer.text

    check()


def test_no_field_breaks_a_check_of_accessibility(world: World) -> None:
    whole = {"accessibility": {"toilet": "yes"}, "checkedBy": "Voorall", "checkedOn": "2026-01-01"}

    @GENTLY
    @given(some.sampled_from([*whole, "nonsense"]), JSON)
    def check(name: str, value: Any) -> None:
        try:
            path = f"/v1/places/{world.here}/accessibility-checks"
            answer = world.client.post(path, json=whole | {name: value}, headers=ADMIN)
        except ValueError:
            return
        assert answer.status_code in (201, 400), answer.text

    check()


def test_a_text_that_can_not_be_kept_is_named(world: World) -> None:
    assert wrong_names(world.post(title="Koffie\0ochtend", forWhom=["every\0one"])) == {"title", "forWhom"}


def test_every_constraint_has_a_sentence(deal_database: Database) -> None:
    """Constraints that input can break; keys and the wijk of an activity are ours to get right."""
    ours = {"uq_place_id_wijk", "ck_activity_paused_because"}
    with psycopg.connect(deal_database.url) as connection:
        rows = connection.execute(
            b"SELECT conname, conrelid IN ('participation.activity'::regclass, 'participation.place'::regclass)"
            b" FROM pg_constraint WHERE connamespace = 'participation'::regnamespace AND contype IN ('c', 'f', 'u')"
        ).fetchall()
    assert {name for name, of_these in rows if of_these} - ours <= SENTENCES.keys()
    of_triggers_and_indexes = {"edition_is_frozen", "uq_edition_draft"}
    assert SENTENCES.keys() - of_triggers_and_indexes <= {name for name, _ in rows}
