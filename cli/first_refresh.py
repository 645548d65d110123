"""The first figures of a house that was just filled."""

import asyncio
import time

from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.identity import IdentityClient
from services.contracts.indicators import IndicatorsClient, RefreshShape
from services.kit.settings import Settings

REFRESH_SECONDS = 30


def measure(settings: Settings) -> str:
    """Asks for a refresh, as the demo analyst would; what went wrong in a sentence, empty when all went well."""
    try:
        refresh = asyncio.run(first_refresh(settings))
    except (ServiceDown, ServiceRefused) as error:
        return f"The first figures could not be asked for: {error}"
    done = refresh.status == "done"
    return "" if done else f"The first figures are not there yet: {refresh.status} {refresh.reason or ''}"


async def first_refresh(settings: Settings) -> RefreshShape:
    """Asks for a refresh and waits a while for it. Raises ServiceDown or ServiceRefused."""
    async with (
        IdentityClient(settings.addresses["identity"]) as identity,
        IndicatorsClient(settings.addresses["indicators"]) as indicators,
    ):
        token = (await identity.token("demo-analyst", "demo")).access_token
        refresh = await indicators.refresh(token)
        deadline = time.monotonic() + REFRESH_SECONDS
        while refresh.status in ("waiting", "running") and time.monotonic() < deadline:
            await asyncio.sleep(0.2)
            refresh = await indicators.refresh_state(refresh.id, token)
        return refresh
