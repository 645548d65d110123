"""The typed client, as the site will use it, from a wish to its offer and from a proposal to its draft."""

import asyncio
from uuid import uuid4

import pytest

from services.contracts.calling import ServiceRefused
from services.contracts.participation import (
    ParticipationClient,
    ProposalDecision,
    ProposalInput,
    SupportInput,
    UndoInput,
    WishDecision,
    WishInput,
)
from tests.forms import form_token
from tests.participation.conftest import World
from tests.participation.wishing import MODERATOR, TEXT


def bare(headers: dict[str, str]) -> str:
    return headers["Authorization"].removeprefix("Bearer ")


def link(url: str | None) -> str:
    assert url
    return url.rpartition("/")[2]


def test_from_a_wish_to_its_offer(world: World) -> None:
    activity_id = world.added(title="Naaiatelier")["id"]
    moderator, coordinator = bare(MODERATOR), bare(world.coordinator)

    async def go() -> None:
        async with ParticipationClient(str(world.client.base_url)) as client:
            given = WishInput(
                text=TEXT, wijk="moerwijk", category="crafts", phone="0612345678", form_token=form_token()
            )
            made = await client.make_wish(given, uuid4().hex)
            seen = await client.waiting_wish(made.id, moderator)
            await client.decide_on_wish(made.id, WishDecision(decision="approve"), moderator, seen.version)
            shared = await client.support_wish(made.id, SupportInput(email="a@example.org", form_token=form_token()))
            assert (await client.wish(made.id)).supporters == shared.supporters == 2
            assert (await client.wish_demand(coordinator)).items[0].supporters == 2
            offered = await client.offer_to_wish(made.id, activity_id, coordinator)
            assert (offered.letters, offered.calls) == (1, 1)
            (call,) = (await client.wish_call_list(coordinator)).items
            await client.note_wish_call(call.id, True, coordinator)
            assert (await client.wishes(wijk="moerwijk")).items[0].offers[0].title == "Naaiatelier"
            assert (await client.own_wish(link(made.manage_url))).status == "offered"
            await client.withdraw_wish(link(shared.manage_url))
            with pytest.raises(ServiceRefused):
                await client.own_wish(link(shared.manage_url))

    asyncio.run(go())


def test_from_a_proposal_to_its_draft_and_away_again(world: World) -> None:
    moderator = bare(MODERATOR)

    async def go() -> None:
        async with ParticipationClient(str(world.client.base_url)) as client:
            given = ProposalInput(
                kind="activity",
                title="Schaken",
                description="Schaken in het park.",
                place_id=world.here,
                category="meeting",
                form_token=form_token(),
            )
            made = await client.propose(given, uuid4().hex)
            (waits,) = (await client.moderation_queue(moderator)).items
            undone = await client.undo(UndoInput(what=["proposals"], origin=waits.origin, reason="mistake"), moderator)
            assert (await client.proposals(moderator)).items == []
            assert undone.id
            await client.restore(undone.id, moderator)
            seen = await client.proposal(made.id, moderator)
            done = await client.decide_on_proposal(
                made.id, ProposalDecision(decision="accept"), moderator, seen.version
            )
            assert (await client.own_proposal(link(made.manage_url))).activity_id == done.activity_id

    asyncio.run(go())
