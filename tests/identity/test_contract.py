"""The typed client against the real service."""

import asyncio

import httpx
import pytest

from services.contracts.calling import ServiceRefused
from services.contracts.identity import IdentityClient, MeShape


def test_a_token_and_what_it_says(identity: httpx.Client) -> None:
    async def ask() -> MeShape:
        async with IdentityClient(str(identity.base_url)) as client:
            token = await client.token("demo-editor", "demo")
            assert (token.token_type, token.expires_in) == ("Bearer", 900)
            return await client.me(token.access_token)

    assert asyncio.run(ask()) == MeShape(subject="demo-editor", roles=["editor"], places=[], wijken=["moerwijk"])


def test_a_wrong_secret_is_refused(identity: httpx.Client) -> None:
    async def ask() -> None:
        async with IdentityClient(str(identity.base_url)) as client:
            await client.token("demo-editor", "wrong")

    with pytest.raises(ServiceRefused) as raised:
        asyncio.run(ask())
    assert raised.value.status == 401
