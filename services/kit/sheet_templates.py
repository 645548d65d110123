"""Files to fill in: the column names, and one row as an example."""

import csv
import io
from collections.abc import Sequence

from services.kit.sheet_rows import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_template(columns: Sequence[Column]) -> bytes:
    """With `;` and a mark for UTF-8, as spreadsheets in Dutch open it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.dutch for column in columns)
    writer.writerow(column.example for column in columns)
    return text.getvalue().encode("utf-8-sig")


def xlsx_template(columns: Sequence[Column], title: str) -> bytes:
    """All cells are text, so that a spreadsheet makes no dates of them; needed columns are bold."""
    from openpyxl import Workbook  # not earlier: it takes long to load, and few ask for a workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.create_sheet(title, 0)
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 22
        for row, text in enumerate((column.dutch, column.example), start=1):
            cell = sheet.cell(row, number)
            cell.number_format = "@"
            cell.value = text
            cell.data_type = "s"
            cell.font = Font(bold=row == 1 and column.needed)
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
