"""Reads a sample file with known columns, separated by semicolons."""

import csv
from pathlib import Path

from services.participation.demo_files import DemoProblem


def rows_of(path: Path, columns: str, problems: list[DemoProblem]) -> list[tuple[int, dict[str, str]]]:
    """(line, row) of each row; what is wrong with the file as a whole is added to `problems`."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";", strict=True)
        if reader.fieldnames != columns.split(";"):
            problems.append(DemoProblem(path.name, 1, "columns", f"must be {columns}"))
            return []
        rows = [(reader.line_num, row) for row in reader]
    whole = [(line, row) for line, row in rows if None not in row and None not in row.values()]
    wrong = [line for line, row in rows if None in row or None in row.values()]
    cells = columns.count(";") + 1
    problems += [DemoProblem(path.name, line, "columns", f"the row must have {cells} cells") for line in wrong]
    return whole
