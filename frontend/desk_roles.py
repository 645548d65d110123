"""Who works at the desk, and which of its pages are theirs. The services decide; a page only refuses more kindly."""

from dataclasses import dataclass

from fastapi import Request

from frontend.patience import if_up
from frontend.sessions import SignedIn, SignInFirst, where
from services.contracts.calling import ServiceRefused
from services.contracts.identity import MeShape

READERS = ("coordinator", "editor", "moderator", "admin")
OFFERERS = ("coordinator", "editor", "admin")
MODERATORS = ("moderator", "admin")
INVITERS = ("editor", "admin")
EVERYBODY = (*READERS, "programme", "analyst", "approver")


class NotYourRole(Exception):
    """This page is the work of others; `roles` are theirs."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        super().__init__(", ".join(roles))
        self.roles = roles


@dataclass(frozen=True)
class Door:
    """A page of the desk; `text` is the key of what it is called."""

    path: str
    text: str
    roles: tuple[str, ...]


DOORS = (
    Door("/balie", "desk.title", OFFERERS),
    Door("/balie/te-lezen", "queue.title", READERS),
    Door("/balie/meldingen", "mended.title", READERS),
    Door("/balie/vraag", "demand.title", (*READERS, "programme")),
    Door("/balie/op-papier", "desk.paper.title", ("editor", "moderator", "programme", "admin")),
    Door("/balie/mensen", "people.title", INVITERS),
    Door("/balie/terugdraaien", "undo.title", MODERATORS),
    Door("/balie/logboek", "log.title", MODERATORS),
)


@dataclass(frozen=True)
class Worker:
    """Who is signed in. `me` is None while identity does not answer: then only the services say what may be done."""

    token: str
    me: MeShape | None

    def has(self, *roles: str) -> bool:
        return self.me is None or not set(roles).isdisjoint(self.me.roles)

    @property
    def doors(self) -> list[Door]:
        return [door for door in DOORS if self.has(*door.roles)]


class OnlyFor:
    """Dependency that gives the Worker. Raises NotYourRole, SignInFirst."""

    def __init__(self, *roles: str) -> None:
        self.roles = roles

    async def __call__(self, request: Request, token: SignedIn) -> Worker:
        try:
            me = await if_up(request.app.state.backends.identity.me(token))
        except ServiceRefused as error:
            if error.status == 401:
                raise SignInFirst(where(request)) from error
            raise
        worker = Worker(token, me)
        if not worker.has(*self.roles):
            raise NotYourRole(self.roles)
        return worker
