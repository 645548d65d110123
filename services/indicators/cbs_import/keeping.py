"""A table of CBS as a data set, and the figures of the definitions that take their counts from it: all or nothing."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import orjson
import polars as pl
from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy.orm import Session

from services.contracts.indicators.cbs_tables import CbsMetadata
from services.indicators.assessments.worlds import store_changes
from services.indicators.cbs_import import queries
from services.indicators.cbs_import.counting import metadata_of, missing_columns, rows_of
from services.indicators.cbs_import.fetching import Fetching
from services.indicators.cbs_import.laying_out import frame
from services.indicators.datasets import queries as datasets
from services.indicators.datasets.definitions import Edition
from services.indicators.datasets.keeping import New, keep
from services.indicators.datasets.register_figures import register_figures
from services.indicators.datasets.taking_in import World, take_in
from services.indicators.datasets.worlds import NoDeal, areas_of, place_of
from services.indicators.results.estimated import Estimated
from services.indicators.results.storing import store_estimates
from services.indicators.tables import metadata as tables
from services.kit import audit
from services.kit.database import connection_of
from services.kit.sealing import Sealer


class DoesNotFit(Exception):
    """A definition names columns that the table does not have."""


@dataclass(frozen=True, slots=True)
class Kept:
    """`new` is false when this very table was here already; `measured` are indicators with new figures."""

    id: uuid.UUID
    new: bool
    rows: int
    measured: list[str]


def kept(session: Session, fetched: Fetching, sealer: Sealer, who: str) -> Kept:
    """Raises NoDeal, DoesNotFit, or Refused with every count that does not fit its definition."""
    connection = connection_of(session)
    found = frame(fetched.source, fetched.rows())
    editions = queries.editions_of(connection, fetched.source.table.id)
    earlier = queries.standing(connection, fetched.source.table)
    new = _new(fetched, found, editions, earlier, who)
    if there := datasets.dataset_with(connection, new.fingerprint):
        return Kept(there, False, found.height, [])
    keep(session, new, found, sealer)
    figures = list(_figures(connection, new, found, editions, sealer))
    if figures:
        store_estimates(session, figures, new.at)
        store_changes(connection, session, new.metadata.definition_versions, new.at)
    change = {"kind": [None, "cbs"], "table": [None, fetched.source.table.id], "rows": [None, found.height]}
    audit.record(session, tables, who, "take in", "dataset", new.id, change)
    return Kept(new.id, True, found.height, [each.indicator_id for each in editions])


def _new(fetched: Fetching, found: pl.DataFrame, editions: list[Edition], earlier: uuid.UUID | None, who: str) -> New:
    table = fetched.source.table
    said = CbsMetadata(
        kind="cbs",
        source=f"CBS, {table.id}: {table.title}"[:200],
        period=_period(table.about, table.modified),
        columns={},
        definition_versions={each.indicator_id: each.version for each in editions},
        supersedes=earlier,
        table=table,
    )
    checksum = sha256(found.write_csv().encode()).hexdigest()
    told = said.model_dump(mode="json", by_alias=True, exclude={"supersedes"})
    fingerprint = sha256(checksum.encode() + orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return New(
        uuid.uuid4(), said, checksum, fingerprint, fetched.state.size, _report(found, fetched), who, datetime.now(UTC)
    )


def _period(about: dict[str, object], modified: str) -> str:
    """The year that a table is about, or the first of several; of one that does not say, that of its publication."""
    text = str(about.get("Period") or about.get("TemporalCoverage") or "")
    return next((part for part in text.replace("/", " ").split() if part.isdigit() and len(part) == 4), modified[:4])


def _report(found: pl.DataFrame, fetched: Fetching) -> dict[str, object]:
    missing = {name: count for name, count in found.null_count().row(0, named=True).items() if count}
    return {"rows": found.height, "pages": fetched.state.pages, "notGiven": missing, "warnings": []}


def _figures(
    connection: Connection[TupleRow], new: New, found: pl.DataFrame, editions: list[Edition], sealer: Sealer
) -> Iterator[Estimated]:
    if not editions:
        return
    deal = datasets.deal_row(connection)
    if deal is None or deal[2] is None:
        raise NoDeal
    place, areas = place_of(deal), areas_of(deal[2], deal[3])
    assert isinstance(new.metadata, CbsMetadata)
    for edition in editions:
        counts = edition.definition.cbs
        assert counts
        if lacking := missing_columns(counts, new.metadata.table):
            raise DoesNotFit(f"{edition.indicator_id} takes its counts from {', '.join(lacking)}: not in this table.")
        said = metadata_of(edition, counts, new.metadata.table)
        taken = take_in(rows_of(found, counts, areas), said, World(areas, sealer.fingerprint, new.at.date()))
        yield from register_figures(taken.kept, said, edition, place, new.id)
