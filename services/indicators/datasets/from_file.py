"""A data set from upload to figures: looked at whole, then kept and measured in one transaction."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.assessments.worlds import store_changes
from services.indicators.datasets import queries
from services.indicators.datasets.definitions import Edition
from services.indicators.datasets.keeping import New, keep, opened
from services.indicators.datasets.laying import Laid
from services.indicators.datasets.reading import open_rows
from services.indicators.datasets.register_figures import register_figures
from services.indicators.datasets.registration_figures import Registration, registration_figures
from services.indicators.datasets.survey_figures import survey_figures
from services.indicators.datasets.taking_in import Seen, Taken, World, take_in
from services.indicators.datasets.worlds import Known
from services.indicators.results.estimated import Estimated
from services.indicators.results.storing import one_at_a_time, store_estimates
from services.indicators.tables import dataset
from services.indicators.tables import metadata as tables
from services.kit import audit
from services.kit.database import connection_of
from services.kit.sealing import Sealer

LOCAL = ZoneInfo("Europe/Amsterdam")


def fingerprint_of(laid: Laid, metadata: DatasetMetadata) -> str:
    """The same file said to be the same thing."""
    said = metadata.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return sha256(laid.checksum.encode() + orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def looked_at(
    path: Path, metadata: DatasetMetadata, known: Known, sealer: Sealer, seen: Seen = lambda _: None
) -> Taken:
    """Raises Refused with every problem, or Unreadable."""
    world = World(known.areas, sealer.fingerprint, datetime.now(LOCAL).date())
    taken = take_in(open_rows(path), metadata, world, seen)
    return Taken(taken.kept, taken.report | {"warnings": [*taken.report["warnings"], *known.warnings]})


def kept_and_measured(
    session: Session, laid: Laid, metadata: DatasetMetadata, known: Known, taken: Taken, sealer: Sealer, who: str
) -> uuid.UUID:
    """The data set; the one that is there already when somebody sent the very same a moment ago."""
    new = kept(session, laid, metadata, taken, sealer, who)
    if new is None:
        same = select(dataset.c.id).where(dataset.c.fingerprint == fingerprint_of(laid, metadata))
        there: uuid.UUID = session.execute(same).scalar_one()
        return there
    measured(session, new, known, taken, sealer)
    return new.id


def kept(session: Session, laid: Laid, metadata: DatasetMetadata, taken: Taken, sealer: Sealer, who: str) -> New | None:
    """None when this file with this metadata is there already."""
    fingerprint = fingerprint_of(laid, metadata)
    new = New(uuid.uuid4(), metadata, laid.checksum, fingerprint, laid.size, taken.report, who, datetime.now(UTC))
    if not keep(session, new, taken.kept, sealer):
        return None
    change = {"kind": [None, metadata.kind], "period": [None, metadata.period], "rows": [None, taken.kept.height]}
    audit.record(session, tables, who, "take in", "dataset", new.id, change | {"checksum": [None, laid.checksum]})
    return new


def measured(session: Session, new: New, known: Known, taken: Taken, sealer: Sealer) -> None:
    """Its figures, prepared: public by release only."""
    if figures := figures_of(session, new.id, new.metadata, known, taken, sealer):
        store_estimates(session, figures, new.at)
        store_changes(connection_of(session), session, new.metadata.definition_versions, new.at)


def figures_of(
    session: Session, dataset_id: uuid.UUID, metadata: DatasetMetadata, known: Known, taken: Taken, sealer: Sealer
) -> Sequence[Estimated]:
    """Of a survey or a register by itself; of registrations over all their data sets together."""
    if metadata.kind == "survey":
        return survey_figures(taken.kept, metadata, known.editions, known.place, dataset_id)
    if metadata.kind in ("register", "cbs"):
        return [
            figure
            for edition in known.editions
            for figure in register_figures(taken.kept, metadata, edition, known.place, dataset_id)
        ]
    return [
        figure
        for edition in known.editions
        for figure in registration_figures(edition, registrations(session, edition, sealer), known.place)
    ]


def registrations(session: Session, edition: Edition, sealer: Sealer) -> list[Registration]:
    """All that count for an indicator: a data set whose place another took no longer does. Two that come in at once
    wait for each other, so that the later counts both."""
    one_at_a_time(session)
    found = queries.standing(connection_of(session), "registration", edition.indicator_id)
    return [
        Registration(each, DatasetMetadata.model_validate(said), at.date(), opened(session, each, None, sealer))
        for each, said, at in found
    ]
