"""Writing anew what the search looks at: after the deal's words changed, or when somebody asks for it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from services.participation.tables import activity

AT_ONCE = 500
FIRST = UUID(int=0)


def rebuild_in(session: Session) -> int:
    """In the caller's transaction; gives how many activities were written anew."""
    refresh_words(session)
    done, after = 0, FIRST
    while some := rebuild_some(session, after):
        done, after = done + some[0], some[1]
    recount(session)
    return done


def rebuild_all(writing: Callable[[], AbstractContextManager[Session]]) -> int:
    """The same in many small transactions, so that nobody waits long; `writing` gives one."""
    done, after = 0, FIRST
    with writing() as session:
        refresh_words(session)
    while True:
        with writing() as session:
            some = rebuild_some(session, after)
        if not some:
            break
        done, after = done + some[0], some[1]
    with writing() as session:
        recount(session)
    return done


def refresh_words(session: Session) -> None:
    _patiently(session)
    session.execute(select(func.participation.refresh_search_words()))


def rebuild_some(session: Session, after: UUID, at_most: int = AT_ONCE) -> tuple[int, UUID] | None:
    """The next activities by id: how many, and the last one; None when there are no more. The trigger does the work."""
    ids = session.scalars(
        select(activity.c.id).where(activity.c.id > after).order_by(activity.c.id).limit(at_most)
    ).all()
    if not ids:
        return None
    session.execute(update(activity).where(activity.c.id.in_(ids)).values(title=activity.c.title))
    return len(ids), ids[-1]


def recount(session: Session) -> None:
    """In how many published activities each word is; words that are in none go."""
    _patiently(session)
    session.execute(select(func.participation.recount_search()))


def _patiently(session: Session) -> None:
    """Counting everything takes longer than a request may."""
    session.execute(text("SET LOCAL statement_timeout = '10min'"))
