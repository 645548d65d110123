"""A page that only the holder of a link has: what somebody sent without an account, and taking it back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from frontend.patience import in_time
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceRefused

GONE = "pages/wishes/gone.html"


@dataclass(frozen=True)
class OwnPage:
    """`name` is what the template calls it, `withdrawn` the key of what is said once it was taken back."""

    template: str
    name: str
    withdrawn: str

    async def show(self, request: Request, link: str, read: Callable[[str], Awaitable[Any]], thanked: bool) -> Response:
        """A link that nobody knows (any more) gets a page that says so."""
        try:
            found = await in_time(read(link))
        except ServiceRefused as error:
            if error.status == 404:
                return page(request, GONE, 404)
            raise
        return page(request, self.template, **{self.name: found, "thanked": thanked, "link": link})

    async def take_back(self, request: Request, link: str, withdraw: Callable[[str], Awaitable[None]]) -> Response:
        """Pressing twice does no harm; the link is gone with it."""
        try:
            await in_time(withdraw(link))
        except ServiceRefused as error:
            if error.status != 404:
                raise
        return page(request, "pages/wishes/withdrawn.html", said=say(self.withdrawn))
