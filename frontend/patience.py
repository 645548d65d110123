"""How long a reader waits for a part of a page, and what then."""

import asyncio
from collections.abc import Awaitable
from contextvars import ContextVar
from typing import TypeVar

from services.contracts.calling import ServiceDown

Answer = TypeVar("Answer")
PATIENCE_SECONDS = 2.5
"""Retries included."""
incomplete: ContextVar[list[str] | None] = ContextVar("incomplete", default=None)
"""What the page of this request had to do without; None where nobody wants to know."""


async def in_time(call: Awaitable[Answer]) -> Answer:
    """The answer, or ServiceDown when it takes longer than a reader would wait."""
    try:
        return await asyncio.wait_for(call, PATIENCE_SECONDS)
    except TimeoutError as error:
        raise ServiceDown("no answer in time") from error


async def if_up(call: Awaitable[Answer]) -> Answer | None:
    """The answer, or None while the service is away: the page then shows the rest."""
    try:
        return await in_time(call)
    except ServiceDown as down:
        if (missed := incomplete.get()) is not None:
            missed.append(str(down))
        return None
