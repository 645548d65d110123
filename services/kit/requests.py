"""What is known of the request at hand: its id (passed on between services) and its database statements."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class RequestFacts:
    """Shared by the coroutine and the thread that serve one request."""

    id: str
    statements: int = 0


current: ContextVar[RequestFacts | None] = ContextVar("request", default=None)


def count_statement() -> None:
    if facts := current.get():
        facts.statements += 1


def request_id() -> str | None:
    facts = current.get()
    return facts.id if facts else None
