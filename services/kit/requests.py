"""What is known of the request at hand: its id and caller (passed on between services), its database statements."""

from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

REASON_LENGTH = 500


class WrongReason(ValueError):
    """An `Audit-Reason` that can not be read."""


@dataclass(slots=True)
class RequestFacts:
    """Shared by the coroutine and the thread that serve one request."""

    id: str
    statements: int = 0
    caller: str = ""
    """Network address of who asks; passed on to services, so that they count callers and not our own site."""
    reason: str | None = None
    """Why a change is made (`Audit-Reason`), for the audit that has a place for it."""


current: ContextVar[RequestFacts | None] = ContextVar("request", default=None)
reader_language: ContextVar[str | None] = ContextVar("reader_language", default=None)
"""Of who reads a page; the services are asked for content in it."""


def count_statement() -> None:
    if facts := current.get():
        facts.statements += 1


def request_id() -> str | None:
    facts = current.get()
    return facts.id if facts else None


def caller() -> str | None:
    facts = current.get()
    return facts.caller or None if facts else None


def reason() -> str | None:
    facts = current.get()
    return facts.reason if facts else None


def read_reason(header: bytes) -> str | None:
    """What `Audit-Reason` says: percent-encoded UTF-8 of at most 500 characters. Raises WrongReason."""
    try:
        said = unquote_to_bytes(header).decode().strip()
    except UnicodeDecodeError:
        raise WrongReason("Audit-Reason must be percent-encoded UTF-8.") from None
    if len(said) > REASON_LENGTH:
        raise WrongReason(f"Audit-Reason has at most {REASON_LENGTH} characters.")
    if any(ord(character) < 32 for character in said):
        raise WrongReason("Audit-Reason holds a character that can not be shown.")
    return said or None
