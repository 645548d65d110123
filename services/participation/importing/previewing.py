"""From a file to a plan, and from a plan to what its sender sees."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.contracts.participation.imports import ImportProblem, ImportRow, RowCounts
from services.kit.sheet_files import Sheet, read_sheet
from services.kit.sheet_rows import Column, Given, by_name, known_as, rows_of
from services.kit.who import Who
from services.participation.importing.activities import plan_activities
from services.participation.importing.columns import Kind, columns_for
from services.participation.importing.places import plan_places
from services.participation.importing.planning import Plan
from services.participation.importing.words import dictionary

MOST_TOLD = 1000
Kept = list[dict[str, Any]]
"""Rows as they are kept until they are confirmed: only cells of columns that we know."""


def read_file(session: Session, kind: Kind, content: bytes) -> tuple[Kept, Plan]:
    """The rows, and a plan that holds only what is wrong with the columns. Raises Unreadable."""
    columns = columns_for(kind, dictionary(session).aspects)
    names = by_name(columns)
    return rows_in(kind, columns, read_sheet(content, lambda name: known_as(name) in names))


def rows_in(kind: Kind, columns: Sequence[Column], sheet: Sheet) -> tuple[Kept, Plan]:
    rows = rows_of(sheet, columns)
    kept = [{"row": given.row, "cells": dict(given.cells)} for given in rows.given]
    return kept, Plan(kind, (), rows.problems, rows.ignored)


def plan_of(session: Session, who: Who, kind: Kind, kept: Kept, source: str, today: date, hold: bool = False) -> Plan:
    """`hold` keeps what would be changed from others until the transaction ends."""
    known = dictionary(session)
    columns = columns_for(kind, known.aspects)
    rows = [Given(each["row"], each["cells"]) for each in kept]
    for given in rows:
        for column in columns:
            if column.needed and not given.cells.get(column.name):
                given.say(column.name, "missing", "Fill this in.")
    plan = plan_places if kind == "places" else plan_activities
    return plan(session, who, rows, columns, known, source, today, hold)


def problems_of(plan: Plan) -> list[ImportProblem]:
    return [
        ImportProblem(row=each.row, column=each.column, value=each.value, rule=each.rule, sentence=each.sentence)
        for each in sorted(plan.problems)[:MOST_TOLD]
    ]


def shown_rows(plan: Plan) -> list[ImportRow]:
    return [
        ImportRow(row=each.row, action=each.action, name=each.name[:200], columns=list(each.columns))
        for each in _most_telling(plan)[:MOST_TOLD]
    ]


def _most_telling(plan: Plan) -> Sequence[Any]:
    """Those that do something first, where there are more than can be shown."""
    return sorted(plan.rows, key=lambda each: (len(plan.rows) > MOST_TOLD and each.action == "same", each.row))


def counts_of(plan: Plan) -> RowCounts:
    return RowCounts(
        add=plan.count("add"), change=plan.count("change"), same=plan.count("same"), wrong=plan.count("wrong")
    )
