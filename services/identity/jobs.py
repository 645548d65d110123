"""What `zuidwest worker identity` does."""

from datetime import UTC, datetime
from uuid import UUID

import structlog
from procrastinate import Blueprint, JobContext

from services.identity.retention import forget_all
from services.identity.sign_in import codes
from services.identity.tables import metadata
from services.kit import outbox
from services.kit.jobs import database_of, settings_of

tasks = Blueprint()
log = structlog.get_logger("identity")


@tasks.task(name=codes.TASK, pass_context=True, retry=outbox.RETRIES)
def write_code(context: JobContext, sign_in_id: str) -> None:
    secret = settings_of(context).secret.get_secret_value()
    with database_of(context).writing() as session:
        codes.write_code(session, secret, UUID(sign_in_id), datetime.now(UTC))


@tasks.task(name=outbox.TASK, pass_context=True, retry=outbox.RETRIES)
def send_letter(context: JobContext, letter_id: str) -> None:
    outbox.deliver(database_of(context), metadata, settings_of(context), UUID(letter_id))


@tasks.periodic(cron="* * * * *")
@tasks.task(name="forget", queueing_lock="forget", pass_context=True)
def forget(context: JobContext, timestamp: int = 0) -> None:
    """Codes, visits and letters whose time is over."""
    forgotten = forget_all(database_of(context).writing, datetime.now(UTC))
    if forgotten:
        log.info("forgotten", rows=forgotten)
