"""ETags: an item's is its row version, a list's the data version it was read at (RFC 9110 §8.8, §13)."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Annotated, Any, get_type_hints

from fastapi import Request, Response
from psycopg import Connection
from psycopg.rows import TupleRow

from services.kit.database import Database
from services.kit.problems import Problem

JSON = "application/json"


@dataclass(frozen=True)
class IfMatch:
    """Says in a route's signature, and so in the document, that `If-Match` is asked (RFC 9110 §13.1.1)."""

    required: bool = True


Versioned = Annotated[Request, IfMatch()]
MaybeVersioned = Annotated[Request, IfMatch(required=False)]


@cache
def asks_version(route: Callable[..., Any]) -> IfMatch | None:
    """What a route says of `If-Match` in its signature."""
    said = (getattr(hint, "__metadata__", ()) for hint in get_type_hints(route, include_extras=True).values())
    return next((each for metadata in said for each in metadata if isinstance(each, IfMatch)), None)


class DataVersion:
    """A number that is different after every commit to the service's data, read at most once per `age_ms`.

    Read it *before* the data: an answer may then carry an older version than its content, never a newer one.
    """

    def __init__(self, database: Database, schema: str, age_ms: int) -> None:
        self.database = database
        self.statement = f"SELECT sum(changes)::bigint FROM {schema}.data_version"  # noqa: S608 (our own schema name)
        self.age = age_ms / 1000
        self.value = -1
        self.read_at = float("-inf")
        self.forgotten_at = float("-inf")
        self.lock = threading.Lock()

    def fresh(self) -> int | None:
        """The version when it was read short enough ago, else None."""
        return self.value if time.monotonic() - self.read_at < self.age else None

    def now(self, connection: Connection[TupleRow] | None = None) -> int:
        """The version, asked from the database when the kept one is too old."""
        if (kept := self.fresh()) is not None:
            return kept
        if connection is not None:
            return self._read(connection)
        with self.database.reading() as own:
            return self._read(own)

    def _read(self, connection: Connection[TupleRow]) -> int:
        asked_at = time.monotonic()
        row = connection.execute(self.statement.encode()).fetchone()
        value = int(row[0]) if row else 0
        with self.lock:
            if asked_at > max(self.read_at, self.forgotten_at):
                self.value, self.read_at = value, asked_at
        return value

    def forget(self) -> None:
        """After a write in this process: its own readers see it at once."""
        with self.lock:
            self.read_at, self.forgotten_at = float("-inf"), time.monotonic()


def matches(request: Request, etag: str) -> bool:
    """Whether the asker already has this version (`If-None-Match`, weak comparison)."""
    given = request.headers.get("if-none-match")
    return given is not None and names(given, etag)


def names(given: str, etag: str) -> bool:
    """Whether the tag is among those of an `If-None-Match`."""
    return given == etag or given == "*" or etag in (tag.strip().removeprefix("W/") for tag in given.split(","))


def json_answer(request: Request, body: bytes, etag: str, status: int = 200) -> Response:
    """JSON with its ETag, or 304 without a body."""
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if matches(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, JSON)


def private(answer: Response) -> Response:
    """For what tells how to reach somebody: no cache keeps it."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def item_etag(version: int, variant: str = "") -> str:
    """`variant` tells apart answers about the same version: another language, or dates that have gone by."""
    return f'"{version}.{variant}"' if variant else f'"{version}"'


def body_etag(body: bytes) -> str:
    """For small answers that no data version covers: the same content, the same tag."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def require_version(
    request: Request, version: int, current: dict[str, Any] | None = None, yours: dict[str, Any] | None = None
) -> None:
    """Refuses an edit of a row that somebody else changed meanwhile: 428 without `If-Match`, 412 when it is stale.

    With `current`, the refusal carries what is there now, and with `yours` what was sent, so that both texts can be
    shown side by side.
    """
    assert asks_version(request.scope["endpoint"]), "say so in the route: `request: Versioned`"
    given = request.headers.get("if-match")
    if given is None:
        raise Problem(428, "Send If-Match with the ETag of what you changed, so that nobody's work is lost.")
    versions = [tag.strip().removeprefix("W/").strip('"').partition(".")[0] for tag in given.split(",")]
    if "*" not in versions and str(version) not in versions:
        raise Problem(
            412,
            "Somebody else changed this meanwhile. Look at the new version first.",
            code="stale",
            extra={name: said for name, said in (("current", current), ("yours", yours)) if said is not None},
            headers={"ETag": item_etag(version)},
        )
