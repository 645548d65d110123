"""Rows of a file of places, held against the places that there are."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, or_, select, tuple_
from sqlalchemy.orm import Session

from services.contracts.participation import PlaceInput
from services.kit.sheet_bodies import body_of
from services.kit.sheet_rows import Column, Given
from services.kit.sorting import sorting_key
from services.kit.who import Who
from services.participation.importing.planning import (
    Plan,
    Planned,
    as_fields,
    id_of,
    planned,
    say_doubles,
    wrong,
)
from services.participation.importing.reading import Fields, place_fields
from services.participation.importing.words import Dictionary
from services.participation.places import rules
from services.participation.places.saving import known_words, values_of
from services.participation.tables import place


def plan_places(
    session: Session,
    who: Who,
    rows: Sequence[Given],
    columns: Sequence[Column],
    known: Dictionary,
    source: str,
    today: date,
    hold: bool = False,
) -> Plan:
    """A place is the one with the row's key, else the one with its name at its postcode."""
    fields = [place_fields(given, known.words) for given in rows]
    there = Places(session, source, rows, fields, hold)
    words = known_words(session)
    matched = [there.of(given, each) for given, each in zip(rows, fields, strict=True)]
    say_doubles([(given, found) for given, (found, _) in zip(rows, matched, strict=True)], "name")
    plans: list[Planned] = []
    for given, each, (place_id, before) in zip(rows, fields, matched, strict=True):
        merged = with_what_is_kept(each, before)
        body = body_of(PlaceInput, given, merged, columns, lambda body: rules.wrong_fields(body, words, today))
        if body and not allowed(who, place_id, body, before):
            given.say("wijk", "not-allowed", "You do not work for this place, or not in this wijk.")
        if body is None or given.problems:
            plans.append(wrong(given, place_id, given.cells.get("name", "")))
        else:
            plans.append(planned(given, place_id, body.name, values_of(body, words, today), before))
    return Plan("places", tuple(plans), tuple(problem for given in rows for problem in given.problems))


class Places:
    """What is there already, found in one query."""

    def __init__(
        self, session: Session, source: str, rows: Sequence[Given], fields: Sequence[Fields], hold: bool
    ) -> None:
        self.source = source
        ids = [self.key_of(given) for given in rows if given.cells.get("key")]
        names = {_natural(each) for each in fields}
        query = select(place).where(or_(place.c.id.in_(ids), tuple_(place.c.sort_name, place.c.postcode).in_(names)))
        found = session.execute((query.with_for_update() if hold else query).order_by(place.c.id)).all()
        self.by_id = {row.id: row for row in found}
        self.by_name = {(row.sort_name, row.postcode): row for row in found}

    def key_of(self, given: Given) -> uuid.UUID:
        return id_of(self.source, "places", given.cells["key"])

    def of(self, given: Given, fields: Fields) -> tuple[uuid.UUID, Row[Any] | None]:
        same_name = self.by_name.get(_natural(fields))
        if not given.cells.get("key"):
            return (
                (same_name.id, same_name)
                if same_name
                else (uuid.uuid5(uuid.NAMESPACE_OID, str(_natural(fields))), None)
            )
        place_id = self.key_of(given)
        before = self.by_id.get(place_id)
        if before is None and same_name is not None:
            return same_name.id, same_name
        if before is not None and same_name is not None and same_name.id != place_id:
            given.say("name", "taken", "There is another place with this name at this postcode.")
        return place_id, before


def _natural(fields: Fields) -> tuple[str, str]:
    return sorting_key(str(fields.get("name", ""))), rules.tidy_postcode(str(fields.get("postcode", "")))


def with_what_is_kept(fields: Fields, before: Row[Any] | None) -> Fields:
    kept = as_fields(PlaceInput, before)
    answers = kept.get("accessibility", {}) | fields.get("accessibility", {})
    merged = kept | fields | {"accessibility": answers}
    if fields.get("opening") and kept.get("opening"):
        merged["opening"] = kept["opening"] | fields["opening"]
    return merged


def allowed(who: Who, place_id: uuid.UUID, body: PlaceInput, before: Row[Any] | None) -> bool:
    if before is None:
        return rules.may_add(who, body.wijk)
    return rules.may_change(
        who, place_id, rules.Standing(before.wijk, before.kind), rules.Standing(body.wijk, body.kind)
    )
