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
    """`counts` is of all, `cells` are the first of each rule in the order of the rows."""

    cells: list[Cell] = field(default_factory=list)
    counts: dict[tuple[str | None, str], int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def of_file(self, rule: str, column: str | None = None, value: str | None = None) -> None:
        self.cells.append(Cell(None, column, value, rule))
        self.counts[(column, rule)] = self.counts.get((column, rule), 0) + 1

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
                self.cells += [
                    Cell(row + HEADER_AND_FIRST, column, value, rule) for row, value in zip(first, values, strict=True)
                ]
                self.counts[(column, rule)] = self.counts.get((column, rule), 0) + how_many

    def first(self) -> list[Cell]:
        return sorted(self.cells, key=lambda cell: (cell.row or 0, cell.column or "", cell.rule))[:SHOWN]
