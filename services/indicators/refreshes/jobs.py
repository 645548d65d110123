"""What the worker does about refreshes."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

from procrastinate import Blueprint, JobContext

from services.indicators.refreshes import queries
from services.indicators.refreshes.refreshing import refresh
from services.indicators.refreshes.rules import KEPT, is_due
from services.kit.database import Database
from services.kit.jobs import database_of, settings_of

SCHEDULE = "schedule"
tasks = Blueprint()


@tasks.task(name="refresh", pass_context=True)
async def refresh_figures(context: JobContext, refresh_id: str) -> None:
    """Enqueued by `queries.request_refresh`. Safe to run again: the figures are counted anew."""
    await refresh(database_of(context), settings_of(context).addresses, UUID(refresh_id))


@tasks.periodic(cron="* * * * *")
@tasks.task(name="refresh_when_due", queueing_lock="refresh_when_due", pass_context=True)
async def refresh_when_due(context: JobContext, timestamp: int) -> None:
    """Looks every minute, so that a service that was away for a while is soon asked again."""
    await asyncio.to_thread(request_when_due, database_of(context), datetime.now(UTC))


@tasks.periodic(cron="17 3 * * *")
@tasks.task(name="forget_fruitless", queueing_lock="forget_fruitless", pass_context=True)
async def forget_fruitless(context: JobContext, timestamp: int) -> None:
    await asyncio.to_thread(forget_before, database_of(context), datetime.now(UTC) - KEPT)


def request_when_due(database: Database, now: datetime) -> bool:
    """Whether it was due. What nobody works on any more does not count as running."""
    with database.writing() as session:
        queries.close_abandoned(session, now)
        due = is_due(queries.last_begun(session), now)
        if due:
            queries.request_refresh(session, SCHEDULE)
    return due


def forget_before(database: Database, before: datetime) -> None:
    with database.writing() as session:
        queries.forget_fruitless(session, before)
