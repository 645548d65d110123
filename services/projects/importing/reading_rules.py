"""From the cells of a row to a booking, with everything that is wrong said of its cells. No database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.contracts.projects.money import BookingInput
from services.kit.sheet_bodies import body_of
from services.kit.sheet_rows import Given
from services.projects.importing import cell_rules as cells
from services.projects.importing.columns import COLUMNS
from services.projects.money.rules import KnownMoney, completed, wrong_fields

STAND_INS: dict[str, Any] = {
    "document_number": "-",
    "valid_on": date(2000, 1, 1),
    "kind": "budget",
    "amount_cents": 1,
    "description": "-",
    "contribution": "-",
}
"""For cells that could not be read, of which that is said already: so that the others are judged too."""


@dataclass(frozen=True)
class Names:
    """What rows can name: projects by id and by title (folded; several can have one), tranches by contribution and
    number."""

    money: KnownMoney
    projects: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)
    tranches: Mapping[tuple[str, int], UUID] = field(default_factory=dict)

    def project(self, key: str) -> UUID:
        found = self.projects.get(key, ())
        if len(found) > 1:
            raise ValueError("Several projects in the registry have this title: write the id of one (Art. 4)")
        if not found:
            raise ValueError("There is no project with this title or id in the registry (Art. 4)")
        return found[0]

    def tranche(self, contribution: str, number: int) -> UUID:
        found = self.tranches.get((contribution, number))
        if found is None:
            raise ValueError(f"The contribution {contribution} has no tranche {number} (Art. 5.6)")
        return found


def booking_in(given: Given, names: Names, key_of: Mapping[str, str], contribution: str | None) -> BookingInput | None:
    """A booking with its pillar and year, or None after saying what is wrong.

    `key_of` gives what `names` knows a project by, `contribution` is the one of rows that name none.
    """
    say_what_is_missing(given)
    fields = fields_of(given, names, key_of, contribution)
    if "contribution" not in fields:
        given.say("contribution", "missing", "Say of which contribution: here, or for the whole file (Art. 5.2).")

    def impossible(sent: Mapping[str, Any]) -> list[dict[str, Any]]:
        if "kind" not in fields or "contribution" not in fields:
            return []
        found = wrong_fields(completed(BookingInput.model_validate(sent), names.money), names.money)
        return [each for each in found if each["code"] != "missing" or not given.problems]

    booking = body_of(BookingInput, given, STAND_INS | fields, COLUMNS, impossible)
    return completed(booking, names.money) if booking else None


def fields_of(given: Given, names: Names, key_of: Mapping[str, str], contribution: str | None) -> dict[str, Any]:
    """By the name of the input's field; empty and unreadable cells are left out."""
    of = (given.cells.get("contribution") or contribution or "").casefold() or None
    found = {
        "document_number": given.cells.get("document_number"),
        "valid_on": given.read("valid_on", cells.day_booked),
        "kind": given.read("kind", cells.kind),
        "amount_cents": given.read("amount", cells.cents),
        "description": given.cells.get("description"),
        "contribution": of,
        "pillar": given.read("pillar", cells.pillar),
        "project_id": given.read("project", lambda text: names.project(key_of[text])),
        "tranche_id": given.read("tranche", lambda text: names.tranche(of or "", cells.whole(text))),
        "year": given.read("year", cells.whole),
        "after_end_reason": given.cells.get("after_end_reason"),
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def say_what_is_missing(given: Given) -> None:
    said = {problem.column for problem in given.problems}
    for column in COLUMNS:
        if column.needed and not given.cells.get(column.name) and column.name not in said:
            given.say(column.name, "missing", "Fill this in.")
