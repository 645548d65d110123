"""What the worker does about uploads."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

from procrastinate import Blueprint, JobContext

from services.indicators.datasets.keeping import sealer_of
from services.indicators.tables import metadata
from services.indicators.uploads import queries, taking
from services.indicators.uploads.rules import KEPT
from services.kit.database import Database
from services.kit.idempotency import KEPT_DAYS, forget_keys
from services.kit.jobs import database_of, settings_of
from services.kit.sealing import Sealer

tasks = Blueprint()


@tasks.task(name="take_in", pass_context=True)
async def take_in(context: JobContext, upload_id: str) -> None:
    """Enqueued by `queries.put_down`. Safe to run again."""
    await asyncio.to_thread(taking.take_in, database_of(context), UUID(upload_id), _sealer(context))


@tasks.periodic(cron="* * * * *")
@tasks.task(name="close_abandoned", queueing_lock="close_abandoned_uploads", pass_context=True)
async def close_abandoned(context: JobContext, timestamp: int) -> None:
    await asyncio.to_thread(taking.close_abandoned, database_of(context), _sealer(context))


@tasks.periodic(cron="27 3 * * *")
@tasks.task(name="forget", queueing_lock="forget_uploads", pass_context=True)
async def forget(context: JobContext, timestamp: int) -> None:
    await asyncio.to_thread(forget_old, database_of(context), datetime.now(UTC))


def forget_old(database: Database, now: datetime) -> None:
    """What became of files long ago, and the keys with which requests were repeated."""
    with database.writing() as session:
        queries.forget(session, now - KEPT)
        forget_keys(session, metadata, now, KEPT_DAYS)


def _sealer(context: JobContext) -> Sealer:
    return sealer_of(settings_of(context).secret.get_secret_value())
