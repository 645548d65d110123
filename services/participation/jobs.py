"""What `zuidwest worker participation` does."""

from dataclasses import asdict
from uuid import UUID

import structlog
from procrastinate import Blueprint, JobContext

from services.kit import outbox
from services.kit.jobs import database_of, settings_of
from services.participation.activities.jobs import roll_all_forward
from services.participation.clock import now, today
from services.participation.enrolments.people import desk_of
from services.participation.enrolments.telling import run_all
from services.participation.feeds import harvest
from services.participation.listings.asking import play_round
from services.participation.retention import forget_all
from services.participation.search.rebuilding import recount
from services.participation.tables import metadata

tasks = Blueprint()
log = structlog.get_logger("participation")


@tasks.periodic(cron="20 * * * *")
@tasks.task(name="roll_forward", queueing_lock="roll_forward", pass_context=True)
def roll_forward(context: JobContext, timestamp: int = 0) -> None:
    """The dates of the next weeks. There is work once a day; asked every hour, a worker that was away catches up."""
    activities = roll_all_forward(database_of(context).writing, today())
    if activities:
        log.info("rolled_forward", activities=activities)


@tasks.task(name=outbox.TASK, pass_context=True, retry=outbox.RETRIES)
def send_letter(context: JobContext, letter_id: str) -> None:
    outbox.deliver(database_of(context), metadata, settings_of(context), UUID(letter_id))


@tasks.periodic(cron="40 * * * *")
@tasks.task(name="forget", queueing_lock="forget", pass_context=True)
def forget(context: JobContext, timestamp: int = 0) -> None:
    """Personal data that is no longer needed. There is work once a day; asked every hour, as above."""
    days = settings_of(context).forget_after_days
    done = forget_all(database_of(context).writing, now(), days)
    wiped = {what.replace(" ", "_"): rows for what, rows in done if rows}
    if wiped:
        log.info("forgotten", **wiped)


@tasks.periodic(cron="10 6 * * *")
@tasks.task(name="check_listings", queueing_lock="check_listings", pass_context=True)
def check_listings(context: JobContext, timestamp: int = 0) -> None:
    """Every morning: ask owners what is still right. What a day without a worker missed is done the next."""
    settings = settings_of(context)
    with database_of(context).writing() as session:
        done = play_round(session, today(), settings.secret.get_secret_value(), settings.addresses["frontend"])
    log.info("checked_listings", **asdict(done))


@tasks.periodic(cron="* * * * *")
@tasks.task(name="tend_enrolments", queueing_lock="tend_enrolments", lock="tend_enrolments", pass_context=True)
def tend_enrolments(context: JobContext, timestamp: int = 0) -> None:
    """Offers that lapsed, places that came free, reminders, and the letters about all that people must hear."""
    letters = run_all(database_of(context).writing, desk_of(settings_of(context)), now())
    if letters:
        log.info("letters_written", letters=letters)


@tasks.periodic(cron="40 2 * * *")
@tasks.task(name="recount_search_words", queueing_lock="recount_search_words", pass_context=True)
def recount_search_words(context: JobContext, timestamp: int = 0) -> None:
    """In how many activities each word is; words that nobody uses any more go."""
    with database_of(context).writing() as session:
        recount(session)


@tasks.periodic(cron="*/10 * * * *")
@tasks.task(name="watch_harvest", queueing_lock="watch_harvest", pass_context=True)
def watch_harvest(context: JobContext, timestamp: int = 0) -> None:
    """Says so when a transaction keeps changes from harvesters."""
    with database_of(context).reading() as connection:
        seconds = harvest.held_back(connection)
    if seconds > harvest.TOO_LONG:
        log.warning("feed_held_back", seconds=round(seconds))


@tasks.periodic(cron="50 * * * *")
@tasks.task(name="prune_harvest", queueing_lock="prune_harvest", pass_context=True)
def prune_harvest(context: JobContext, timestamp: int = 0) -> None:
    """What harvesters need not read any more."""
    with database_of(context).writing() as session:
        harvest.prune(session, now())
