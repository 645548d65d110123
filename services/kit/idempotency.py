"""`Idempotency-Key` on creates: the same key with the same body makes one object, however often it is sent."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from fastapi import Header
from sqlalchemy import MetaData, and_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.kit.problems import Problem

KEPT_DAYS = 7
"""Longer than any phone keeps trying; shorter where people's data is kept shorter: a hash of a request tells of it."""
IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", min_length=8, max_length=100)]


class Once:
    """Claims a key inside the transaction; a second request with it waits for the first and then gets its object."""

    def __init__(
        self, session: Session, metadata: MetaData, key: str | None, who: str, route: str, body: bytes
    ) -> None:
        self.session, self.key = session, key
        self.table = metadata.tables[f"{metadata.schema}.idempotency_key"]
        self.where = and_(self.table.c.key == key, self.table.c.who == who, self.table.c.route == route)
        self.values = {"key": key, "who": who, "route": route, "request_hash": sha256(body).hexdigest()}

    def earlier(self) -> UUID | None:
        """Id of the object that this key already made, None when this request is the first.

        Raises Problem 409 when the key was used for another body.
        """
        if self.key is None:
            return None
        claim = insert(self.table).values(self.values).on_conflict_do_nothing().returning(self.table.c.key)
        if self.session.execute(claim).first():
            return None
        row = self.session.execute(select(self.table.c.request_hash, self.table.c.object_id).where(self.where)).one()
        if row.request_hash != self.values["request_hash"]:
            raise Problem(409, "This Idempotency-Key was used before for something else.", code="key-reused")
        found: UUID = row.object_id
        return found

    def made(self, object_id: UUID) -> None:
        """Remembers what the key made."""
        if self.key is not None:
            self.session.execute(update(self.table).where(self.where).values(object_id=object_id))


def forget_keys(session: Session, metadata: MetaData, now: datetime, days: int) -> int:
    """Forgets keys that nobody repeats any more, at the latest after `days`."""
    table = metadata.tables[f"{metadata.schema}.idempotency_key"]
    old = table.c.created_at < now - timedelta(days=min(KEPT_DAYS, days))
    return len(session.execute(table.delete().where(old).returning(table.c.key)).all())
