"""What `zuidwest worker participation` does."""

from datetime import UTC, datetime

import structlog
from procrastinate import Blueprint, JobContext

from services.kit.jobs import database_of
from services.participation.activities.filters import ZONE
from services.participation.activities.jobs import roll_forward as roll_some_forward

tasks = Blueprint()
log = structlog.get_logger("roll_forward")


@tasks.periodic(cron="20 1 * * *")
@tasks.task(name="roll_forward", queueing_lock="roll_forward", pass_context=True)
def roll_forward(context: JobContext, timestamp: int = 0) -> None:
    """Every night, a while after midnight here: the dates of the next weeks."""
    today = datetime.now(UTC).astimezone(ZONE).date()
    done = 0
    while True:
        with database_of(context).writing() as session:
            some = roll_some_forward(session, today)
        if not some:
            break
        done += some
    log.info("rolled_forward", activities=done)
