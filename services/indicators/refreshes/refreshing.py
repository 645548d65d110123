"""One refresh from begin to end: ask the other services, count, keep. Nothing is written until all is known."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.participation import ParticipationClient
from services.contracts.projects import ProjectsClient
from services.indicators import tables
from services.indicators.refreshes import queries
from services.indicators.refreshes.asking import NoAnswer, ask_all
from services.indicators.results.measuring import Answers, Definition, definition_from, measure
from services.indicators.results.rules import Area
from services.indicators.results.storing import one_at_a_time, store
from services.kit.database import Database

EARLIER_FIGURES_STAY = "The earlier figures stay, with their moment."
OVERTAKEN = "A refresh that asked later was ready sooner: its figures stand."
log = structlog.get_logger("refresh")


async def refresh(database: Database, addresses: Mapping[str, str], refresh_id: UUID) -> None:
    """Counts again. A service that gives no answer makes it `failed` with the reason, and changes no figure."""
    asked_at = datetime.now(UTC)
    deal, definitions = await asyncio.to_thread(_begin, database, refresh_id, asked_at)
    try:
        if deal is None:
            raise NoAnswer("No deal has been loaded yet.")
        answers = await _answers(addresses, deal, {each.place_kind for each in definitions})
    except NoAnswer as error:
        log.warning("refresh_failed", refresh=str(refresh_id), reason=str(error))
        await asyncio.to_thread(_fail, database, refresh_id, f"{error} {EARLIER_FIGURES_STAY}")
        return
    await asyncio.to_thread(_keep, database, refresh_id, asked_at, definitions, answers)


async def _answers(addresses: Mapping[str, str], deal: Area, place_kinds: set[str]) -> dict[str, Answers]:
    async with (
        ParticipationClient(addresses["participation"]) as participation,
        ProjectsClient(addresses["projects"]) as projects,
    ):
        return {kind: await ask_all(participation, projects, deal, kind) for kind in sorted(place_kinds)}


def _begin(database: Database, refresh_id: UUID, now: datetime) -> tuple[Area | None, list[Definition]]:
    with database.writing() as session:
        queries.start(session, refresh_id, now)
        return _deal(session), _definitions(session)


def _fail(database: Database, refresh_id: UUID, reason: str) -> None:
    with database.writing() as session:
        queries.end(session, refresh_id, "failed", datetime.now(UTC), reason)


def _keep(
    database: Database, refresh_id: UUID, asked_at: datetime, definitions: list[Definition], answers: dict[str, Answers]
) -> None:
    rows = [row for each in definitions for row in measure(each, answers[each.place_kind], asked_at)]
    with database.writing() as session:
        one_at_a_time(session)
        if queries.asked_later_and_done(session, asked_at):
            queries.end(session, refresh_id, "done", datetime.now(UTC), OVERTAKEN)
            return
        kept = store(session, refresh_id, [each.indicator_id for each in definitions], rows, asked_at)
        queries.end(session, refresh_id, "done", datetime.now(UTC))
    log.info("refreshed", refresh=str(refresh_id), new=len(kept.new), confirmed=len(kept.confirmed))


def _deal(session: Session) -> Area | None:
    row = session.execute(select(tables.deal.c.slug, tables.deal.c.name)).one_or_none()
    return Area("deal", row.slug, row.name) if row else None


def _definitions(session: Session) -> list[Definition]:
    kept, content = tables.indicator, tables.definition
    found = session.scalars(
        select(content.c.content)
        .join(kept, (kept.c.id == content.c.indicator_id) & (kept.c.version == content.c.version))
        .where(kept.c.in_deal)
        .order_by(kept.c.position)
    )
    return [definition for each in found if (definition := definition_from(each))]
