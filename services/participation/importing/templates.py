"""Files to fill in: the column names, and one row as an example."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from services.participation.importing.columns import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_template(columns: Sequence[Column]) -> bytes:
    """With `;` and a mark for UTF-8, as spreadsheets in Dutch open it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.dutch for column in columns)
    writer.writerow(column.example for column in columns)
    return text.getvalue().encode("utf-8-sig")


def xlsx_template(columns: Sequence[Column], title: str) -> bytes:
    """All cells are text, so that a spreadsheet makes no dates of them."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(title)
        plain = book.add_format({"num_format": "@"})
        needed = book.add_format({"num_format": "@", "bold": True})
        sheet.set_column(0, len(columns) - 1, 22, plain)
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.dutch, needed if column.needed else plain)
            sheet.write_string(1, number, column.example, plain)
        sheet.freeze_panes(1, 0)
    return content.getvalue()
