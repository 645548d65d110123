"""Keys in the database: encrypted, one at a time, changed in time."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from joserfc import jwt

from services.identity.keys.keyring import Keyring
from services.identity.keys.rules import PUBLISHED_BEFORE, SIGNS_FOR
from services.kit.database import Database as Connections
from tests.postgres import SECRET, Database


@pytest.fixture
def connections(database: Database) -> Iterator[Connections]:
    made = Connections(database.url_for("identity"))
    yield made
    made.close()


def kids(ring: Keyring) -> list[str]:
    return [key["kid"] for key in ring.published()["keys"]]


def look_at(ring: Keyring, moment: datetime) -> list[str]:
    with ring.database.writing() as session:
        return [key.kid for key in ring.in_step(session, moment).kept]


def test_only_public_halves_are_published(connections: Connections) -> None:
    (key,) = Keyring(connections, SECRET).published()["keys"]
    assert key.keys() == {"kty", "crv", "x", "kid", "use", "alg"}


def test_the_private_half_is_not_readable_in_the_database(connections: Connections, database: Database) -> None:
    Keyring(connections, SECRET).look()
    with psycopg.connect(database.url) as connection:
        row = connection.execute("SELECT private_key FROM identity.signing_key").fetchone()
    assert row is not None
    assert b'"d"' not in row[0]
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(row[0])


def test_two_processes_that_start_together_make_one_key(connections: Connections) -> None:
    rings = [Keyring(connections, SECRET) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(kids, rings))
    assert found == [found[0]] * 4
    assert len(found[0]) == 1


def test_the_next_key_comes_before_its_turn_and_the_old_one_goes_after(connections: Connections) -> None:
    ring = Keyring(connections, SECRET)
    (first,) = kids(ring)
    now = datetime.now(UTC)
    assert look_at(ring, now + SIGNS_FOR - PUBLISHED_BEFORE - timedelta(hours=1)) == [first]
    both = look_at(ring, now + SIGNS_FOR - PUBLISHED_BEFORE + timedelta(minutes=1))
    assert len(both) == 2
    assert look_at(ring, now + SIGNS_FOR + timedelta(minutes=5)) == both
    assert look_at(ring, now + SIGNS_FOR + timedelta(minutes=20)) == both[1:]


def test_with_another_secret_it_signs_with_a_new_key_and_old_tokens_stay_good(connections: Connections) -> None:
    token = Keyring(connections, SECRET).sign({"sub": "somebody"})
    later = Keyring(connections, SECRET + " changed")
    assert jwt.decode(token, later.key_set(), algorithms=["Ed25519"]).claims["sub"] == "somebody"
    fresh = later.sign({"sub": "somebody"})
    assert jwt.decode(fresh, later.key_set(), algorithms=["Ed25519"]).header["kid"] != kids(later)[0]
