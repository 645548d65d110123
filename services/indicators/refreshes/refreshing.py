"""One refresh from begin to end: ask the other services, count, keep. Nothing is written until all is known."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.calling import ServiceClient
from services.contracts.indicators import Asked
from services.contracts.participation import ParticipationClient
from services.contracts.projects import ProjectsClient
from services.indicators import tables
from services.indicators.refreshes import queries
from services.indicators.refreshes.asking import NoAnswer, NotThere, address_of, ask_all, ask_list
from services.indicators.results.measuring import Definition, definition_from, measure
from services.indicators.results.rules import Area
from services.indicators.results.storing import one_at_a_time, store
from services.indicators.results.tally_rules import Unmeasurable
from services.indicators.results.tallying import Tallied, rows_of, tallied_from
from services.kit.database import Database

EARLIER_FIGURES_STAY = "The earlier figures stay, with their moment."
OVERTAKEN = "A refresh that asked later was ready sooner: its figures stand."
NOT_COUNTED = "A service does not have the list for"
log = structlog.get_logger("refresh")


async def refresh(database: Database, addresses: Mapping[str, str], refresh_id: UUID) -> None:
    """Counts again. A service that gives no answer makes it `failed` with the reason, and changes no figure."""
    asked_at = datetime.now(UTC)
    counting = await asyncio.to_thread(_begin, database, refresh_id, asked_at)
    try:
        if counting is None:
            raise NoAnswer("No deal has been loaded yet.")
        counted = await _counted(addresses, counting, asked_at)
    except NoAnswer as error:
        log.warning("refresh_failed", refresh=str(refresh_id), reason=str(error))
        await asyncio.to_thread(_fail, database, refresh_id, f"{error} {EARLIER_FIGURES_STAY}")
        return
    await asyncio.to_thread(_keep, database, refresh_id, asked_at, counted)


@dataclass(frozen=True, slots=True)
class Counting:
    """What is counted of which deal: by a rule of its own, or by data."""

    deal: Area
    wijken: list[Area]
    ruled: list[Definition]
    tallied: list[Tallied]


@dataclass(slots=True)
class Counted:
    """Rows of all figures of the indicators; `left_out` are those whose list a service does not have."""

    indicators: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, indicator: str, rows: list[dict[str, Any]]) -> None:
        self.indicators.append(indicator)
        self.rows += rows

    @property
    def reason(self) -> str | None:
        return f"{NOT_COUNTED} {', '.join(self.left_out)}. {EARLIER_FIGURES_STAY}" if self.left_out else None


async def _counted(addresses: Mapping[str, str], counting: Counting, now: datetime) -> Counted:
    """Raises NoAnswer."""
    async with (
        ParticipationClient(addresses["participation"]) as participation,
        ProjectsClient(addresses["projects"]) as projects,
    ):
        kinds = sorted({each.place_kind for each in counting.ruled})
        answers = {kind: await ask_all(participation, projects, counting.deal, kind) for kind in kinds}
        clients: dict[str, ServiceClient] = {"participation": participation, "projects": projects}
        counted = Counted()
        for each in counting.ruled:
            counted.add(each.indicator_id, measure(each, answers[each.place_kind], now))
        await _tally(clients, counting, counted, now)
        return counted


async def _tally(clients: Mapping[str, ServiceClient], counting: Counting, counted: Counted, now: datetime) -> None:
    """A list that several indicators count from is asked once."""
    lists: dict[str, tuple[list[dict[str, Any]], Asked]] = {}
    for each in counting.tallied:
        address = each.measuring.service + address_of(each.measuring)
        try:
            if address not in lists:
                lists[address] = await ask_list(clients, each.measuring)
            counted.add(each.indicator_id, rows_of(each, *lists[address], counting.deal, counting.wijken, now))
        except NotThere as error:
            log.warning("list_not_there", indicator=each.indicator_id, reason=str(error))
            counted.left_out.append(each.indicator_id)
        except Unmeasurable as error:
            raise NoAnswer(f"{each.indicator_id} can not be counted: an item of {address} {error}.") from error


def _begin(database: Database, refresh_id: UUID, now: datetime) -> Counting | None:
    with database.writing() as session:
        queries.start(session, refresh_id, now)
        row = session.execute(select(tables.deal.c.slug, tables.deal.c.name, tables.deal.c.wijken)).one_or_none()
        if row is None:
            return None
        contents = _contents(session)
    return Counting(
        Area("deal", row.slug, row.name),
        [Area("wijk", each["id"], each["label"], each["id"]) for each in row.wijken],
        [found for content in contents if (found := definition_from(content))],
        [tallied for content in contents if (tallied := tallied_from(content))],
    )


def _fail(database: Database, refresh_id: UUID, reason: str) -> None:
    with database.writing() as session:
        queries.end(session, refresh_id, "failed", datetime.now(UTC), reason)


def _keep(database: Database, refresh_id: UUID, asked_at: datetime, counted: Counted) -> None:
    with database.writing() as session:
        one_at_a_time(session)
        if queries.asked_later_and_done(session, asked_at):
            queries.end(session, refresh_id, "done", datetime.now(UTC), OVERTAKEN)
            return
        kept = store(session, refresh_id, counted.indicators, counted.rows, asked_at)
        queries.end(session, refresh_id, "done", datetime.now(UTC), counted.reason)
    log.info("refreshed", refresh=str(refresh_id), new=len(kept.new), confirmed=len(kept.confirmed))


def _contents(session: Session) -> list[dict[str, Any]]:
    """The definitions that hold, in the deal's order."""
    kept, content = tables.indicator, tables.definition
    found = session.scalars(
        select(content.c.content)
        .join(kept, (kept.c.id == content.c.indicator_id) & (kept.c.version == content.c.version))
        .where(kept.c.in_deal)
        .order_by(kept.c.position)
    )
    return list(found)
