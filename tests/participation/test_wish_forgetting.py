"""Contacts, origins and what nobody is to read go in time; what everybody may read and the counts stay."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.kit.database import Database
from services.participation.clock import now
from services.participation.tables import proposal, wish, wish_supporter
from services.participation.wishes.forgetting import forget
from tests.participation.conftest import World
from tests.participation.wishing import MODERATOR, Wishing, calling, link_of, proposal_body


@pytest.fixture
def wishing(world: World) -> Wishing:
    return Wishing(world)


def forgotten(storage: Database, days: int) -> int:
    with storage.writing() as session:
        return forget(session, now() + timedelta(days=days))


def kept(storage: Database) -> list[tuple[Any, ...]]:
    s = wish_supporter.c
    with storage.writing() as session:
        rows = session.execute(select(s.contact, s.contact_print, s.contact_kind, s.origin, s.token_hash)).all()
    return [tuple(value is not None for value in row) for row in rows]


def test_a_contact_is_kept_as_long_as_the_setting_says(wishing: Wishing, storage: Database) -> None:
    wish_id = wishing.shown(email="a@example.org")
    wishing.support(wish_id, calling(2))
    assert forgotten(storage, 13) == 0
    assert forgotten(storage, 31) == 3
    assert forgotten(storage, 364) == 0
    assert kept(storage).count((True, True, True, False, True)) == 1
    assert forgotten(storage, 366) == 2
    assert kept(storage) == [(False,) * 5] * 2
    assert wishing.listed()[0]["supporters"] == 2
    assert forgotten(storage, 366) == 0


@pytest.mark.parametrize(("decision", "rows"), [("fulfil", 1), ("reject", 0)])
def test_two_weeks_after_the_end_contacts_are_gone(
    wishing: Wishing, storage: Database, decision: str, rows: int
) -> None:
    wishing.decide(wishing.shown(email="a@example.org"), decision)
    assert forgotten(storage, 13) == 0
    assert forgotten(storage, 15) >= 1
    assert kept(storage) == [(False,) * 5] * rows
    with storage.writing() as session:
        assert len(session.execute(select(wish.c.id)).all()) == rows


def test_what_was_joined_to_a_rejected_wish_goes_with_it(wishing: Wishing, storage: Database) -> None:
    head = wishing.shown(calling(1))
    second = wishing.wished(calling(2), text="Naaiclub voor iedereen", email="b@example.org")
    wishing.decide(second["id"])
    wishing.decide(head, "reject")
    assert forgotten(storage, 15) >= 2
    assert kept(storage) == []


@pytest.mark.parametrize("decision", ["accept", "reject", None])
def test_a_proposal_is_gone_two_weeks_after_the_decision(
    wishing: Wishing, storage: Database, decision: str | None
) -> None:
    body = proposal_body(email="a@example.org", placeId=str(wishing.world.here), category="sport")
    made = wishing.client.post("/v1/proposals", json=body).json()
    if decision:
        path = f"/v1/proposals/{made['id']}"
        given = MODERATOR | {"If-Match": wishing.client.get(path, headers=MODERATOR).headers["etag"]}
        answer = wishing.client.post(
            f"{path}/decision", json={"decision": decision, "reason": "no-room"}, headers=given
        )
        assert answer.status_code == 200, answer.text
    else:
        assert wishing.client.delete(link_of(made)).status_code == 204
        with storage.writing() as session:
            assert session.scalars(select(proposal.c.contact)).all() == [None]
    assert forgotten(storage, 13) == 0
    assert forgotten(storage, 15) == 1
    with storage.writing() as session:
        assert session.execute(select(proposal.c.id)).all() == []
