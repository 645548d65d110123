"""The deal's words and wijken, in the asker's language."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, Text, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.kit.hot import HotRead, as_json, compiled, json_rows
from services.participation.tables import buurt, wijk


def label(labels: ColumnElement[Any]) -> ColumnElement[str]:
    """In the first language there is of the three preferred ones (`services.kit.languages`)."""
    tried = [labels.op("->>")(bindparam(f"language_{n}", type_=Text)) for n in (1, 2, 3)]
    return func.coalesce(*tried)


def words_in(vocabulary: Table, *more: str) -> tuple[HotRead, HotRead]:
    """All words of a list in the deal's order, and how many; `more` are further columns to show."""
    word = vocabulary.c
    shown = {name: word[name] for name in more}
    rows = select(*json_rows(id=word.id, label=label(word.labels), **shown)).where(word.in_deal)
    return compiled(as_json(rows.order_by(word.position, word.id))), _count(vocabulary)


def wijken() -> tuple[HotRead, HotRead]:
    codes = (
        select(func.array_agg(aggregate_order_by(buurt.c.code, buurt.c.code)))
        .where(buurt.c.wijk == wijk.c.id)
        .scalar_subquery()
    )
    w = wijk.c
    fields = json_rows(
        id=w.id,
        name=w.name,
        buurten=func.coalesce(codes, literal_column("'{}'::text[]")),
        cbsWijk=w.cbs_wijk,
        residents=w.residents,
        residentsSource=w.residents_source,
    )
    rows = select(*fields).where(w.in_deal).order_by(w.position, w.id)
    return compiled(as_json(rows)), _count(wijk)


def _count(table: Table) -> HotRead:
    counted: Select[Any] = select(func.count()).select_from(table).where(table.c.in_deal)
    return compiled(counted)
