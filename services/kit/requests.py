"""What is known of the request at hand: its id and caller (passed on between services), its database statements."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class RequestFacts:
    """Shared by the coroutine and the thread that serve one request."""

    id: str
    statements: int = 0
    caller: str = ""
    """Network address of who asks; passed on to services, so that they count callers and not our own site."""


current: ContextVar[RequestFacts | None] = ContextVar("request", default=None)


def count_statement() -> None:
    if facts := current.get():
        facts.statements += 1


def request_id() -> str | None:
    facts = current.get()
    return facts.id if facts else None


def caller() -> str | None:
    facts = current.get()
    return facts.caller or None if facts else None
