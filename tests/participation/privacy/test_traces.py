"""The search for traces finds them: else finding nothing would say nothing."""

import base64
import hashlib

import psycopg
import pytest

from tests.participation.privacy.looking import binary_values, contents, dump
from tests.participation.privacy.traces import found_in
from tests.postgres import Database

PHONE = "06 48 93 71 25"


@pytest.mark.parametrize(
    "text",
    [
        "bel 06 48 93 71 25",
        "bel 0648937125",
        f"\\x00{PHONE.encode().hex().upper()}",
        base64.b64encode(b"{'phone': '0648937125'}").decode(),
        base64.b64encode(b"x0648937125yz").decode(),
        base64.b64encode(b"xx0648937125y").decode(),
        "?q=06%2048%2093%2071%2025",
        hashlib.sha256(b"0648937125").hexdigest(),
    ],
)
def test_a_trace_is_found(text: str) -> None:
    assert found_in(text, [PHONE]) == [PHONE]


def test_what_is_not_there_is_not_found() -> None:
    assert found_in("bel 06 48 93 71 26", [PHONE]) == []


@pytest.mark.parametrize("schema", ["participation", "participation_jobs", "identity"])
def test_planted_a_new_table_in_any_schema_does_not_escape(database: Database, schema: str) -> None:
    with psycopg.connect(database.url) as owner:
        owner.execute(f"CREATE TABLE {schema}.new_one (seen jsonb, kept bytea)".encode())
        row = ('{"a": ["06 48 93 71 25"]}', b"Zuleyxa")
        owner.execute(f"INSERT INTO {schema}.new_one VALUES (%s, %s)".encode(), row)
    everything = contents(database.url)
    assert found_in(everything[f"{schema}.new_one"], [PHONE, "Zuleyxa"]) == [PHONE, "Zuleyxa"]
    assert b"Zuleyxa" in binary_values(database.url)
    assert found_in(dump(database.url), [PHONE, "Zuleyxa"]) == [PHONE, "Zuleyxa"]
