"""From a file to a plan, and from a plan to what its sender sees."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from services.contracts.projects.booking_imports import (
    BookingImportPreview,
    BookingImportProblem,
    BookingImportRow,
    BookingImportSum,
)
from services.contracts.projects.money import BookingInput, MoneyWarning
from services.kit.sheet_files import Unreadable, read_sheet
from services.kit.sheet_rows import Given, by_name, known_as, rows_of
from services.projects.importing.cell_rules import refused_name
from services.projects.importing.columns import COLUMNS
from services.projects.importing.plan_rules import Plan, PlannedRow, plan_of
from services.projects.importing.queries import booked_with, keys_of, names_for, totals_beside
from services.projects.importing.reading_rules import booking_in
from services.projects.money.queries import how_money_stands
from services.projects.money.warning_rules import Money, warnings_about

MOST_TOLD = 1000
Kept = list[dict[str, Any]]
"""Rows as they are kept: their number, and the cells of columns that we know."""


def read_file(name: str, content: bytes) -> tuple[list[Given], Plan]:
    """The rows, and a plan that holds only what is wrong with the columns. Raises Unreadable."""
    if refusal := refused_name(name, content):
        raise Unreadable(refusal)
    names = by_name(COLUMNS)
    rows = rows_of(read_sheet(content, lambda name: known_as(name) in names), COLUMNS)
    if not rows.given and not rows.problems:
        raise Unreadable("There are column names in this file, and no rows.")
    return list(rows.given), Plan((), rows.problems, rows.ignored)


def planned(session: Session, rows: Sequence[Given], contribution: str | None, watched: Any = iter) -> Plan:
    """`watched` goes over the rows, and may show how far it is."""
    keys = keys_of({text for given in rows if (text := given.cells.get("project"))})
    names = names_for(session, [*keys.values()])
    found = [(given, booking_in(given, names, keys, contribution)) for given in watched(rows)]
    numbers = [number for given in rows if (number := given.cells.get("document_number"))]
    bookings = [booking for _, booking in found if booking]
    return plan_of(found, booked_with(session, numbers), totals_beside(session, bookings))


def kept_rows(rows: Iterable[Given]) -> Kept:
    return [{"row": given.row, "cells": dict(given.cells)} for given in rows]


def rows_again(kept: Kept) -> list[Given]:
    return [Given(each["row"], each["cells"]) for each in kept]


def checksum_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def preview_of(session: Session, plan: Plan) -> BookingImportPreview:
    to_book = plan.to_book()
    return BookingImportPreview(
        rows=[shown(each) for each in most_telling(plan)[:MOST_TOLD]],
        problems=[
            BookingImportProblem.model_validate(each, from_attributes=True) for each in plan.problems[:MOST_TOLD]
        ],
        to_book=plan.count("book"),
        already_booked=plan.count("already-booked"),
        wrong=plan.count("wrong"),
        problem_count=len(plan.problems),
        ignored_columns=list(plan.ignored),
        sums=sums_of(to_book),
        warnings=warnings_after(session, to_book),
    )


def shown(planned: PlannedRow) -> BookingImportRow:
    cells = planned.given.cells
    return BookingImportRow(
        row=planned.row,
        action=planned.action,
        document_number=cells.get("document_number", "")[:60],
        description=cells.get("description", "")[:300],
        amount_cents=planned.booking.amount_cents if planned.booking else None,
    )


def most_telling(plan: Plan) -> Sequence[PlannedRow]:
    """Those that do something first, where there are more than can be shown."""
    many = len(plan.rows) > MOST_TOLD
    return sorted(plan.rows, key=lambda each: (many and each.action == "already-booked", each.row))


def sums_of(bookings: Iterable[BookingInput]) -> list[BookingImportSum]:
    sums: defaultdict[tuple[Any, str], int] = defaultdict(int)
    for each in bookings:
        sums[each.kind, each.contribution] += each.amount_cents
    return [
        BookingImportSum(kind=kind, contribution=contribution, amount_cents=cents)
        for (kind, contribution), cents in sorted(sums.items())
    ]


def warnings_after(session: Session, bookings: Iterable[BookingInput]) -> list[MoneyWarning]:
    """What would ask for a look once these are booked; it blocks nothing (Art. 7.3)."""
    money, _ = how_money_stands(session)
    return warnings_about(with_these(money, bookings))


def with_these(money: Money, bookings: Iterable[BookingInput]) -> Money:
    sums = defaultdict(int, money.sums)
    for each in bookings:
        sums[each.kind, each.contribution, each.pillar] += each.amount_cents
    return replace(money, sums=sums)
