"""Everything that is wrong with the rows of a file: the first thousand cells, and how many there are of each kind."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

SHOWN = 1000
HEADER_AND_FIRST = 2
"""Row 0 of a frame is row 2 of a spreadsheet."""


class Cell(NamedTuple):
    row: int | None
    column: str | None
    value: str | None
    rule: str


class Check(NamedTuple):
    """`wrong` is true for rows that break `rule`; `column` is the one that people should look at."""

    column: str
    wrong: pl.Expr
    rule: str


@dataclass
class Problems:
    """`counts` is of all, `cells` are the first of each rule in the order of the rows; `seen` is how many rows of the
    file were looked at before those at hand."""

    cells: list[Cell] = field(default_factory=list)
    counts: dict[tuple[str | None, str], int] = field(default_factory=dict)
    seen: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def of_file(self, rule: str, column: str | None = None, value: str | None = None) -> None:
        self._add([Cell(None, column, value, rule)], 1)

    def check(self, rows: pl.DataFrame, checks: Iterable[Check]) -> None:
        """Looks at all rows for all rules in one pass; only rules that are broken cost more."""
        asked = list(checks)
        if not asked or rows.height == 0:
            return
        masks = rows.select(check.wrong.fill_null(False).alias(str(number)) for number, check in enumerate(asked))
        for number, (column, _, rule) in enumerate(asked):
            mask = masks[str(number)]
            if how_many := int(mask.sum()):
                first = mask.arg_true().head(SHOWN)
                values = rows[column][first].cast(pl.String) if column in rows.columns else [None] * len(first)
                where = (self.seen + row + HEADER_AND_FIRST for row in first)
                self._add([Cell(row, column, value, rule) for row, value in zip(where, values, strict=True)], how_many)

    def first(self) -> list[Cell]:
        return sorted(self.cells, key=lambda cell: (cell.row or 0, cell.column or "", cell.rule))[:SHOWN]

    def _add(self, cells: list[Cell], how_many: int) -> None:
        """Of each rule a thousand cells are enough to have the first thousand of all."""
        of_rule = (cells[0].column, cells[0].rule)
        known = self.counts.get(of_rule, 0)
        self.cells += cells[: max(SHOWN - known, 0)]
        self.counts[of_rule] = known + how_many
