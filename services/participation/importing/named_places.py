"""The places that rows of activities name."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.kit.sheet_rows import Given
from services.kit.sorting import sorting_key
from services.participation.importing.planning import id_of
from services.participation.tables import place


@dataclass(frozen=True)
class Named:
    """A place that can be named."""

    id: uuid.UUID
    wijk: str
    sort_name: str
    postcode: str


class PlacesNamed:
    """The places that rows name: by the key of this source, by id, by name, or by "name, postcode"."""

    def __init__(self, session: Session, source: str, rows: Sequence[Given]) -> None:
        self.source = source
        named = {given.cells["place"] for given in rows}
        ids = {each for text in named for each in self.ids_of(text)}
        sorts = {sorting_key(each) for text in named for each in (text, text.rpartition(",")[0])}
        query = select(place.c.id, place.c.wijk, place.c.sort_name, place.c.postcode)
        rows_found = session.execute(query.where(or_(place.c.id.in_(ids), place.c.sort_name.in_(sorts))))
        found = [Named(*row) for row in rows_found]
        self.by_id = {row.id: row for row in found}
        self.by_name: dict[str, list[Named]] = defaultdict(list)
        for row in found:
            self.by_name[row.sort_name].append(row)

    def ids_of(self, text: str) -> list[uuid.UUID]:
        found = [id_of(self.source, "places", text)]
        try:
            return [*found, uuid.UUID(text)]
        except ValueError:
            return found

    def of(self, given: Given) -> Named | None:
        text = given.cells["place"]
        if not text:
            return None
        for each in self.ids_of(text):
            if each in self.by_id:
                return self.by_id[each]
        name, _, postcode = text.rpartition(",")
        at_postcode = [row for row in self.by_name[sorting_key(name)] if _bare(row.postcode) == _bare(postcode)]
        found = self.by_name[sorting_key(text)] or at_postcode
        if len(found) == 1:
            return found[0]
        several = "Several places have this name: add the postcode, as in “Buurtkamer, 2531 PE”."
        given.say("place", "unknown-place", several if found else "There is no place with this key, name or id.")
        return None


def _bare(postcode: str) -> str:
    return postcode.replace(" ", "").upper()
