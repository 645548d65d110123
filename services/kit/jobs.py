"""Work that need not be done while somebody waits: a queue in Postgres, one schema `<service>_jobs` per service.

Jobs carry ids, never personal data. `enqueue` runs in the caller's transaction: no commit, no job.
"""

import asyncio
import contextlib
from typing import Any

import structlog
from procrastinate import App, Blueprint, JobContext, PsycopgConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from sqlalchemy import ColumnElement, Exists, Text, cast, column, exists, table, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.kit.database import OPTIONS, Database, for_psycopg
from services.kit.logs import configure_logs
from services.kit.settings import Settings

QUEUE = "default"
HEARTBEAT_SECONDS = 4
STALLED_AFTER_SECONDS = 20
"""A worker that is silent for so long is given up: its jobs start again, and must bear to run twice."""
log = structlog.get_logger("jobs")
_ENQUEUE = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(:queue, :task, 0, :lock, :queueing_lock, CAST(:args AS jsonb),"
    " CAST(NULL AS timestamptz))]::procrastinate_job_to_defer_v1[])"
)

_JOBS = table("procrastinate_jobs", column("status"), column("args", JSONB))
"""In the schema of the service's queue, which its role searches first."""


def enqueue(session: Session, task: str, args: str = "{}", lock: str | None = None, once: str | None = None) -> bool:
    """Adds a job to the caller's transaction. `task` is `<service>:<function>`, `args` JSON.

    Jobs with the same `lock` run one after the other; of those with the same `once` only one can be waiting:
    False says that one was.
    """
    values = {"queue": QUEUE, "task": task, "lock": lock, "queueing_lock": once, "args": args}
    try:
        with session.begin_nested():
            session.execute(_ENQUEUE, values)
    except IntegrityError:
        return False
    return True


def is_worked_on(name: str, identifier: ColumnElement[Any]) -> Exists:
    """Whether there is a job, waiting or running, whose argument `name` is this id."""
    unfinished = cast(_JOBS.c.status, Text).in_(["todo", "doing"])
    return exists().where(_JOBS.c.args[name].astext == cast(identifier, Text), unfinished)


def database_of(context: JobContext) -> Database:
    found = context.additional_context["database"]
    assert isinstance(found, Database)
    return found


def settings_of(context: JobContext) -> Settings:
    found = context.additional_context["settings"]
    assert isinstance(found, Settings)
    return found


def run_worker(service: str, tasks: Blueprint, settings: Settings) -> None:
    """Runs a service's jobs until the process is told to stop. Task names get the service in front."""
    configure_logs(f"{service}-worker", settings)
    asyncio.run(_work(service, tasks, settings))


async def _work(service: str, tasks: Blueprint, settings: Settings) -> None:
    url = settings.database_url.get_secret_value()
    conninfo = for_psycopg(url).set(drivername="postgresql").render_as_string(hide_password=False)
    app = App(connector=PsycopgConnector(conninfo=conninfo, kwargs={"options": OPTIONS}, min_size=1, max_size=4))
    app.add_tasks_from(tasks, namespace=service)
    app.add_tasks_from(_house_keeping(app), namespace="kit")
    database = Database(url, pool_size=2)
    database.open()
    try:
        async with app.open_async():
            await app.run_worker_async(
                name=service,
                concurrency=2,
                fetch_job_polling_interval=2.0,
                delete_jobs="successful",
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                additional_context={"database": database, "settings": settings},
            )
    finally:
        database.close()


def _house_keeping(app: App) -> Blueprint:
    blueprint = Blueprint()

    @blueprint.periodic(cron="* * * * * */5")  # the sixth is seconds
    @blueprint.task(name="retry_stalled", queueing_lock="retry_stalled")
    async def retry_stalled(timestamp: int) -> None:
        """Gives jobs of a worker that died back to the queue."""
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
            log.warning("retrying_stalled_job", job=job.id, task=job.task_name)
            with contextlib.suppress(ConnectorException):
                await _give_back(app, job)

    return blueprint


async def _give_back(app: App, job: Job) -> None:
    """Where one of its kind waits already, that one takes over; the stalled one would hold their lock for ever."""
    try:
        await app.job_manager.retry_job(job)
    except UniqueViolation:
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
