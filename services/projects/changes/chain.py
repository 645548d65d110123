"""Reading and sealing the audit's chain."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.projects import tables
from services.projects.changes.chain_rules import Head, Line

_LINES = """
    SELECT position, id, round(extract(epoch FROM at) * 1000000)::bigint::text, who, action, object_type, object_id,
        change::text, request_id, reason, hash
    FROM projects.audit ORDER BY position NULLS LAST, id
"""
BATCH = 2000


def audit_head(session: Session) -> tuple[int, str]:
    """How long the chain is and how it ends, without what this transaction adds: (count, hash)."""
    count, hash_ = session.execute(select(tables.audit_head.c["count"], tables.audit_head.c.hash)).one()
    return count, hash_


def seal(session: Session, what: str) -> tuple[int, str]:
    """Remembers the head that something published carries, such as "report 2020, edition 1". Gives (count, hash)."""
    count, hash_ = audit_head(session)
    session.execute(insert(tables.audit_seal).values(count=count, hash=hash_, what=what))
    return count, hash_


@contextmanager
def one_moment(connection: Connection[TupleRow]) -> Iterator[None]:
    """All reads see the same state of the data."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def kept_head(connection: Connection[TupleRow]) -> Head:
    row = connection.execute("SELECT count, hash FROM projects.audit_head").fetchone()
    return Head(*row) if row else Head(0, "")


def kept_seals(connection: Connection[TupleRow]) -> list[Head]:
    rows = connection.execute("SELECT count, hash, what FROM projects.audit_seal ORDER BY count, what")
    return [Head(*row) for row in rows]


def lines(connection: Connection[TupleRow]) -> Iterator[Line]:
    """The whole audit by its place in the chain, a batch at a time."""
    with connection.cursor(name="audit_lines") as cursor:
        cursor.itersize = BATCH
        for position, id_, *content, hash_ in cursor.execute(_LINES):
            yield Line(position, id_, tuple(content), hash_)
