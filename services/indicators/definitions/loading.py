"""Brings the kept definitions in step with the deal's folder: as a difference, nothing lost."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.contracts.deal import Deal
from services.contracts.deal_indicators import IndicatorDefinition
from services.indicators import tables
from services.indicators.definitions.rules import Known, checksum, edition_version, new_version
from services.kit import audit

LOADING_LOCK = 0x5A57_0001


def load_deal(session: Session, deal: Deal) -> list[str]:
    """Sentences about what changed; an empty list when the deal's folder says what is already kept."""
    session.execute(select(func.pg_advisory_xact_lock(LOADING_LOCK)))
    _keep_deal(session, deal)
    known = {row.id: row for row in session.execute(_newest_versions())}
    changes = [
        sentence
        for position, definition in enumerate(deal.indicators)
        if (sentence := _keep(session, position, definition, known.get(definition.id)))
    ]
    changes += [sentence for each in deal.editions if (sentence := _keep_edition(session, each))]
    return changes + _drop_missing(session, deal.indicators, known.values())


def _newest_versions() -> Any:
    kept, content = tables.indicator, tables.definition
    return select(kept.c.id, kept.c.version, kept.c.position, kept.c.in_deal, content.c.checksum).join(
        content, (content.c.indicator_id == kept.c.id) & (content.c.version == kept.c.version)
    )


def _keep_deal(session: Session, deal: Deal) -> None:
    scheme = deal.wijken.scheme
    known = {
        "slug": deal.about.slug,
        "name": deal.about.short_name,
        "disclosure": deal.disclosure.model_dump(mode="json", by_alias=True),
        "open_data": deal.open_data.model_dump(mode="json"),
        "baseline_year": deal.about.term.baseline_year,
        "ends_on": deal.about.term.ends_on,
        "city": {
            "id": scheme.municipality.lower(),
            "label": scheme.municipality_name,
            "comparedWith": deal.about.ambition.compared_with,
        },
        "wijken": [
            {"id": wijk.slug, "label": wijk.name, "buurten": [buurt.code for buurt in wijk.buurten]}
            for wijk in deal.wijken.wijken
        ],
    }
    kept = session.execute(select(*(tables.deal.c[name] for name in known))).mappings().one_or_none()
    if kept and dict(kept) == known:
        return
    session.execute(delete(tables.deal))
    session.execute(insert(tables.deal).values(known))


def _keep(session: Session, position: int, definition: IndicatorDefinition, row: Row[Any] | None) -> str | None:
    content = content_of(definition)
    said = checksum(content)
    version = new_version(definition.version, said, Known(row.version, row.checksum) if row else None)
    if version is not None:
        numbers = _checksums(session, definition.id)
        version = version if version not in numbers else max(numbers) + 1
        _define(session, definition, version, said, row.version if row else None)
    elif row and row.in_deal and row.position == position:
        return None
    _point_to(session, definition.id, version or (row.version if row else definition.version), position)
    return f"{definition.id}: version {version}" if version else f"{definition.id}: order or place in the deal"


def content_of(definition: IndicatorDefinition) -> dict[str, Any]:
    """What is kept; a part that most definitions lack is left out, so that those stay the version that they were."""
    content = definition.model_dump(mode="json")
    return {name: part for name, part in content.items() if name not in ("cbs", "measuring") or part is not None}


def _keep_edition(session: Session, definition: IndicatorDefinition) -> str | None:
    """Beside the definition that holds, for what is measured in another way."""
    said = checksum(content_of(definition))
    version = edition_version(definition.version, said, _checksums(session, definition.id))
    if version is None:
        return None
    _define(session, definition, version, said, None)
    return f"{definition.id}: edition {version}"


def _define(session: Session, definition: IndicatorDefinition, version: int, said: str, before: int | None) -> None:
    content = content_of(definition) | {"version": version}
    session.execute(
        insert(tables.definition).values(indicator_id=definition.id, version=version, content=content, checksum=said)
    )
    change = {"version": [before, version]}
    audit.record(session, tables.metadata, "deal", "define", "indicator", definition.id, change)


def _checksums(session: Session, indicator_id: str) -> dict[int, str]:
    kept = tables.definition.c
    found = session.execute(select(kept.version, kept.checksum).where(kept.indicator_id == indicator_id))
    return {row.version: row.checksum for row in found}


def _point_to(session: Session, indicator_id: str, version: int, position: int) -> None:
    values = {"version": version, "position": position, "in_deal": True}
    session.execute(
        upsert(tables.indicator)
        .values(id=indicator_id, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )


def _drop_missing(session: Session, given: Sequence[IndicatorDefinition], known: Any) -> list[str]:
    """An indicator that the folder no longer has leaves the list; its definitions and figures stay readable."""
    gone = [row.id for row in known if row.in_deal and row.id not in {each.id for each in given}]
    if gone:
        session.execute(update(tables.indicator).where(tables.indicator.c.id.in_(gone)).values(in_deal=False))
    for indicator_id in gone:
        audit.record(session, tables.metadata, "deal", "drop", "indicator", indicator_id, {"inDeal": [True, False]})
    return [f"{indicator_id}: no longer in the deal" for indicator_id in gone]
