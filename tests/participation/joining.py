"""People who join, for tests."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import select

from services.kit.database import Database
from services.participation.tables import enrolment, notice, seats
from tests.forms import form_token
from tests.participation.conftest import Body, World


def who(name: str = "Fatma", **more: Any) -> Body:
    return {"name": name, "formToken": form_token()} | more


def join(world: World, date: str, name: str = "Fatma", key: str | None = None, **more: Any) -> httpx.Response:
    headers = {"Idempotency-Key": key or str(uuid4())}
    return world.client.post(f"/v1/occurrences/{date}/enrolments", json=who(name, **more), headers=headers)


def joined(world: World, date: str, name: str = "Fatma", **more: Any) -> Body:
    answer = join(world, date, name, **more)
    assert answer.status_code == 201, answer.text
    found: Body = answer.json()
    return found


def first_date(world: World, **changes: Any) -> str:
    """The first date of a new activity, with room for two."""
    made = world.added(**{"joining": "per-date", "capacity": 2} | changes)
    found: str = made["next"][0]["id"]
    return found


def token_in(made: Body) -> str:
    found: str = made["manageUrl"].rpartition("/")[2]
    return found


def link(made: Body) -> str:
    return f"/v1/enrolments/{token_in(made)}"


def status(world: World, made: Body) -> str:
    answer = world.client.get(link(made))
    assert answer.status_code == 200, answer.text
    found: str = answer.json()["status"]
    return found


def counts(storage: Database) -> tuple[int, int, int]:
    """Enrolled, offered and waiting of the only date or series, after a look that the rows say the same."""
    with storage.writing() as session:
        row = session.execute(select(seats)).one()
        statuses = list(session.scalars(select(enrolment.c.status).where(enrolment.c.seats_id == row.id)))
    found = (row.enrolled, row.offered, row.waiting)
    assert found == tuple(statuses.count(each) for each in ("enrolled", "offered", "waiting"))
    return found


def told(storage: Database, way: str | None = None) -> list[str]:
    """The kinds of what is still to be told, the oldest first."""
    rows = select(notice.c.kind).where(notice.c.done_at.is_(None)).order_by(notice.c.number)
    with storage.writing() as session:
        return list(session.scalars(rows if way is None else rows.where(notice.c.way == way)))


def id_of(made: Body) -> UUID:
    return UUID(made["id"])


def moment() -> datetime:
    return datetime.now(UTC)
