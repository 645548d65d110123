"""The tables of columns in `docs/importing.md`. `python -m cli.import_page` writes them; a test compares."""

import re
from collections.abc import Sequence

from cli.house import ROOT
from services.kit.sheet_rows import Column
from services.participation.importing.columns import ACTIVITY_COLUMNS, PLACE_COLUMNS
from services.projects.importing.columns import COLUMNS as BOOKING_COLUMNS

PAGE = ROOT / "docs/importing.md"
TABLES = {"places": PLACE_COLUMNS, "activities": ACTIVITY_COLUMNS, "bookings": BOOKING_COLUMNS}
BETWEEN = re.compile(r"(<!-- columns of (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def page() -> str:
    """The whole page, with the tables as the code has them."""
    return BETWEEN.sub(lambda found: found[1] + table(TABLES[found[2]]) + found[3], PAGE.read_text(encoding="utf-8"))


def table(columns: Sequence[Column]) -> str:
    rows = [
        f"| `{column.name}` | {column.dutch} | {'yes' if column.needed else ''} | {column.example} |"
        for column in columns
    ]
    return "\n".join(["| Column | Dutch | Needed | Example |", "|---|---|---|---|", *rows, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
