"""What a file would book beside what was booked already: nothing is written here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.contracts.projects.booking_imports import BookingAction
from services.contracts.projects.money import BookingInput
from services.kit.sheet_rows import CellProblem, Given
from services.projects.money.warning_rules import euros

Facts = Mapping[str, Any]
"""What a booking says, by the name of its field."""
TotalKey = tuple[str, str, int | None, Any]
"""Kind, contribution, pillar and project: what is never less than nothing together (Art. 5)."""
COLUMN_OF = {
    "amount_cents": "amount",
    "kind": "kind",
    "contribution": "contribution",
    "pillar": "pillar",
    "project_id": "project",
    "tranche_id": "tranche",
    "year": "year",
    "valid_on": "valid_on",
}
"""Field → column: what makes two bookings with one document number the same."""


@dataclass(frozen=True)
class PlannedRow:
    row: int
    action: BookingAction
    given: Given
    booking: BookingInput | None


@dataclass(frozen=True)
class Plan:
    rows: tuple[PlannedRow, ...]
    problems: tuple[CellProblem, ...]
    ignored: tuple[str, ...] = ()

    def to_book(self) -> list[BookingInput]:
        return [each.booking for each in self.rows if each.action == "book" and each.booking]

    def count(self, action: BookingAction) -> int:
        return sum(each.action == action for each in self.rows)


def plan_of(
    found: Sequence[tuple[Given, BookingInput | None]],
    booked: Mapping[str, Sequence[Facts]],
    totals: Mapping[TotalKey, int],
) -> Plan:
    """`booked` holds per document number what was booked with it, the newest last; `totals` what is booked already."""
    actions = [action_of(given, booking, booked) for given, booking in found]
    say_twice([given for given, _ in found])
    say_less_than_nothing(found, actions, totals)
    rows = tuple(
        PlannedRow(given.row, "wrong" if given.problems else action, given, booking)
        for (given, booking), action in zip(found, actions, strict=True)
    )
    return Plan(rows, tuple(sorted(problem for given, _ in found for problem in given.problems)))


def action_of(given: Given, booking: BookingInput | None, booked: Mapping[str, Sequence[Facts]]) -> BookingAction:
    """A document that was booked with these facts, even when it was corrected since, is not booked again."""
    if booking is None or given.problems:
        return "wrong"
    earlier = booked.get(booking.document_number or "", ())
    if not earlier:
        return "book"
    if any(not differing(booking, each) for each in earlier):
        return "already-booked"
    say_otherwise(given, booking, earlier[-1])
    return "wrong"


def differing(booking: BookingInput, earlier: Facts) -> list[str]:
    return [name for name in COLUMN_OF if getattr(booking, name) != earlier[name]]


def say_otherwise(given: Given, booking: BookingInput, earlier: Facts) -> None:
    for name in differing(booking, earlier):
        was = "none" if earlier[name] is None else euros(earlier[name]) if name == "amount_cents" else earlier[name]
        sentence = (
            f"Document {booking.document_number} was booked with {was} here. Take that booking back, with the reason, "
            "and book it anew (Art. 5)."
        )
        given.say(COLUMN_OF[name], "booked-otherwise", sentence)


def say_twice(rows: Sequence[Given]) -> None:
    """Nobody could tell which of two rows with one document number is right."""
    first: dict[str, int] = {}
    for given in rows:
        number = given.cells.get("document_number")
        if number and number in first:
            given.say("document_number", "twice", f"Row {first[number]} has this document number too (Art. 5).")
        elif number:
            first[number] = given.row


def say_less_than_nothing(
    found: Sequence[tuple[Given, BookingInput | None]],
    actions: Sequence[BookingAction],
    totals: Mapping[TotalKey, int],
) -> None:
    """Said at the last row that makes a sum smaller; the database would refuse the whole."""
    after: defaultdict[TotalKey, int] = defaultdict(int, totals)
    last: dict[TotalKey, Given] = {}
    for (given, booking), action in zip(found, actions, strict=True):
        if action == "book" and booking:
            after[total_key(booking)] += booking.amount_cents
            if booking.amount_cents < 0:
                last[total_key(booking)] = given
    for key, given in last.items():
        if after[key] < 0:
            sentence = f"All that is booked like this together would become {euros(after[key])} (Art. 5)."
            given.say("amount", "less-than-nothing", sentence)


def total_key(booking: BookingInput) -> TotalKey:
    return booking.kind, booking.contribution, booking.pillar, booking.project_id
