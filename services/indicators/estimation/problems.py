"""What is wrong with the rows of a file, in words and with the rows: everything at once, not the first only."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Problem:
    """Rows are counted as in a spreadsheet: the header is row 1. `rows` are the first ones, `count` is of all."""

    rule: str
    column: str | None = None
    rows: tuple[int, ...] = ()
    count: int = 0

    def sentence(self) -> str:
        where = f"Column {self.column}: " if self.column else ""
        return f"{where}{self.rule}{self._in_rows()}."

    def _in_rows(self) -> str:
        if not self.rows:
            return ""
        more = f" and {self.count - len(self.rows):,} more" if self.count > len(self.rows) else ""
        return f" in row{'s' if self.count > 1 else ''} {', '.join(map(str, self.rows))}{more}"


class Unusable(Exception):
    """Nothing can be estimated from this; `problems` has all reasons."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(each.sentence() for each in problems))
        self.problems = tuple(problems)


def found(rule: str, column: str, indexes: Sequence[int]) -> list[Problem]:
    """A problem where `indexes` (rows from 0) has any."""
    if not indexes:
        return []
    return [Problem(rule, column, tuple(each + 2 for each in indexes[:SHOWN]), len(indexes))]
