"""What the indicators service said: now, or the last time that it answered, or on an earlier day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from threading import Lock

import orjson
from pydantic import TypeAdapter
from sqlalchemy.dialects.postgresql import insert

from services.contracts.indicators.assessments import AssessmentShape
from services.kit.database import Database
from services.projects.money.moments import day_of
from services.projects.reports.gathering.asking import Answered, ask_indicators
from services.projects.tables.monitoring import kept_answer

QUESTION = "assessments"
YOUNG = timedelta(minutes=1)
"""So long an answer is not asked again: who polls us does not make us poll others."""
ASSESSMENTS = TypeAdapter(list[AssessmentShape])
LAST_ANSWER = """
    SELECT body, asked_at FROM projects.kept_answer WHERE question = %(question)s AND asked_on <= %(day)s
    ORDER BY asked_on DESC LIMIT 1
"""
PATIENCE_SECONDS = 4.0
"""Who reads waits no longer; somebody who drafts a report does."""
ASKING = Lock()
"""One question at a time in a process: who comes meanwhile gets the last answer, where there is one."""
BUSY = "er wordt nu opnieuw gevraagd; dit is het vorige antwoord"
EARLIER = "dit is wat op die dag bekend was"
NEVER = "op die dag was er nog niets gevraagd"


@dataclass(frozen=True, slots=True)
class Told:
    """`why` is empty when it was asked within a minute; `asked_at` is None when there never was an answer."""

    assessments: list[AssessmentShape]
    asked_at: datetime | None
    why: str


def assessments_on(database: Database, addresses: Mapping[str, str], day: date | None, now: datetime) -> Told:
    """How the indicators stand, or stood on an earlier day. Never raises for a service that is away."""
    today = day_of(now)
    if day is not None and day < today:
        kept = last_kept(database, day)
        return Told(kept.assessments, kept.asked_at, EARLIER if kept.asked_at else NEVER)
    kept = last_kept(database, today)
    if is_young(kept, now):
        return kept
    if not ASKING.acquire(blocking=kept.asked_at is None):
        return replace(kept, why=BUSY)
    try:
        return asked_again(database, addresses, now)
    finally:
        ASKING.release()


def is_young(kept: Told, now: datetime) -> bool:
    return kept.asked_at is not None and now - kept.asked_at < YOUNG


def asked_again(database: Database, addresses: Mapping[str, str], now: datetime) -> Told:
    """What somebody else asked just before, or else a new answer, or else the last one with why there is none newer."""
    kept = last_kept(database, day_of(now))
    if is_young(kept, now):
        return kept
    answered = ask_indicators(addresses, patience=PATIENCE_SECONDS)
    if answered.why:
        return replace(kept, why=answered.why)
    keep(database, answered, now)
    return Told(answered.assessments, now, "")


def last_kept(database: Database, day: date) -> Told:
    with database.reading() as connection:
        row = connection.execute(LAST_ANSWER, {"question": QUESTION, "day": day}).fetchone()
    return Told(ASSESSMENTS.validate_python(row[0]), row[1], "") if row else Told([], None, "")


def keep(database: Database, answered: Answered, now: datetime) -> None:
    """One a day, the last: so that a day can be looked back at."""
    body = orjson.loads(ASSESSMENTS.dump_json(answered.assessments, by_alias=True))
    values = {"question": QUESTION, "asked_on": day_of(now), "body": body, "asked_at": now}
    made = insert(kept_answer).values(values)
    later = {"body": made.excluded.body, "asked_at": made.excluded.asked_at}
    with database.writing() as session:
        session.execute(made.on_conflict_do_update(index_elements=["question", "asked_on"], set_=later))
