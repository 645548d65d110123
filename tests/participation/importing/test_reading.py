"""What stands in cells and files, as people and programs write it."""

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cli import import_page
from services.kit.sheet_files import MOST_UNPACKED, Unreadable, read_sheet
from services.kit.sheet_rows import Given
from services.participation.importing import cells
from services.participation.importing.reading import schedule_fields

TODAY = date(2026, 3, 4)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "expected"), [("ja", True), ("X", True), ("waar", True), ("Nee", False), ("0", False), ("onwaar", False)]
)
def test_yes_and_no(text: str, expected: bool) -> None:
    assert cells.yes_or_no(text) is expected


@pytest.mark.parametrize("text", ["2026-12-01", "1-12-2026", "01/12/2026", "1.12.2026"])
def test_a_day_is_read_as_it_is_written_here(text: str) -> None:
    assert cells.day(text) == date(2026, 12, 1)


@pytest.mark.parametrize("text", ["9:30", "09.30", "09:30:00", "9.30 uur", "9.30u"])
def test_a_time(text: str) -> None:
    assert cells.clock(text) == time(9, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,3", [1, 3]), ("ma, wo", [1, 3]), ("Zondag; maandag", [1, 7]), ("di\ndo", [2, 4]), ("1,1", [1])],
)
def test_days_of_the_week(text: str, expected: list[int]) -> None:
    assert cells.weekdays(text) == expected


@given(st.text(max_size=20))
def test_nothing_that_is_typed_breaks_a_reader(text: str) -> None:
    for read in (cells.yes_or_no, cells.answer, cells.whole, cells.decimal, cells.day, cells.clock, cells.weekdays):
        try:
            read(text)
        except ValueError as error:
            assert str(error)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_both_ways(day: date) -> None:
    assert cells.day(day.isoformat()) == day
    assert cells.day(f"{day.day}-{day.month}-{day.year}") == day


@given(st.integers(-999_999, 999_999), st.integers(0, 99_999))
def test_a_number_with_a_comma_is_one_with_a_point(whole: int, part: int) -> None:
    assert cells.decimal(f"{whole},{part}") == cells.decimal(f"{whole}.{part}") == float(f"{whole}.{part}")


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\0"), max_size=12).map(str.strip)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from(";\t,"))
def test_what_a_program_writes_is_read_back(rows: list[list[str]], delimiter: str) -> None:

    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["naam", "soort"], *rows])
    names = {"naam", "soort"}
    sheet = read_sheet(text.getvalue().encode(), names.__contains__)
    assert sheet.columns == ("naam", "soort")
    assert [line.cells for line in sheet.lines] == [tuple(row) for row in rows if any(row)]


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    for tried in (content, b"PK\x03\x04" + content, b"\xff\xfe" + content):
        try:
            read_sheet(tried)
        except Unreadable as unreadable:
            assert str(unreadable).endswith(".")


def spreadsheet(**cells_at: Any) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for place, value in cells_at.items():
        book.worksheets[0][place] = value
    book.save(content)
    return content.getvalue()


def test_cells_of_a_spreadsheet_become_what_somebody_would_have_typed() -> None:
    content = spreadsheet(
        A1="dag",
        B1="tijd",
        G1="x",
        A3=date(2026, 12, 1),
        B3=time(9, 30),
        C3=12,
        D3=4.25,
        E3=True,
        F3="0612345678",
        G3=datetime(2026, 12, 1),  # noqa: DTZ001
    )
    (line,) = read_sheet(content).lines
    assert (line.row, line.cells) == (3, ("2026-12-01", "09:30", "12", "4.25", "yes", "0612345678", "2026-12-01"))


@pytest.mark.parametrize("far", ["A1048576", "XFD1048576"])
def test_a_cell_far_away_is_refused_soon(far: str) -> None:
    content = spreadsheet(**{"A1": "naam", far: "x"})
    with pytest.raises(Unreadable, match="more than"):
        read_sheet(content)


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    content = altered(
        spreadsheet(A1="naam", A2="x"), "xl/worksheets/sheet1.xml", b'ref="A1:A2"', b'ref="A1:XFD1048576"'
    )
    assert [line.cells for line in read_sheet(content).lines] == [("x",)]


@given(st.integers(0, 10**6), st.sampled_from([b"99999999999", b"-1", b"&#0;", b"<c r='ZZZ9'>", b"NaN", b"<", b""]))
@settings(max_examples=60)
def test_a_broken_spreadsheet_is_refused_in_words(place: int, put: bytes) -> None:
    """Programs that read them faster ask for 90 GB of memory here, or panic."""
    whole = spreadsheet(A1="naam", B1=1, A2="x", B2=2.5)
    name = sorted(zipfile.ZipFile(io.BytesIO(whole)).namelist())[place % 9]
    part = zipfile.ZipFile(io.BytesIO(whole)).read(name)
    at = place % len(part)
    try:
        read_sheet(altered(whole, name, part, part[:at] + put + part[at + 3 :]))
    except Unreadable as unreadable:
        assert str(unreadable).endswith(".")


def altered(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        for each in before.namelist():
            part = before.read(each)
            assert each != name or old in part
            after.writestr(each, part.replace(old, new) if each == name else part)
    return changed.getvalue()


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (MOST_UNPACKED + 1))
    assert len(content.getvalue()) < 1_000_000
    with pytest.raises(Unreadable, match="too large when it is unpacked"):
        read_sheet(content.getvalue())


def test_a_file_that_says_less_than_it_unpacks_to_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 1_234_567)
    lying = content.getvalue().replace((1_234_567).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != content.getvalue()
    with pytest.raises(Unreadable, match="can't be read"):
        read_sheet(lying)


def schedule(**given_cells: str) -> tuple[dict[str, object] | None, set[str]]:
    row = Given(2, {"start": "10:00", "end": "12:00"} | given_cells)
    return schedule_fields(row, TODAY, None), {problem.column for problem in row.problems}


def test_a_series_begins_on_its_first_weekday() -> None:
    found, _ = schedule(weekdays="di", every_weeks="2", last_date="1-7-2026")
    assert found == {
        "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260701",
        "start": datetime(2026, 3, 10, 10),  # noqa: DTZ001
        "end": datetime(2026, 3, 10, 12),  # noqa: DTZ001
    }


def test_one_date_and_a_rule_of_ones_own_need_a_first_day() -> None:
    assert schedule() == (None, {"first_date"})
    found, problems = schedule(first_date="2026-03-05", rule="FREQ=MONTHLY;BYDAY=1TH")
    assert (found and found["rrule"], problems) == ("FREQ=MONTHLY;BYDAY=1TH", set())


@given(st.sets(st.integers(1, 7), min_size=1), st.integers(0, 400))
def test_the_first_date_is_a_chosen_weekday_within_a_week(days: set[int], later: int) -> None:
    first = TODAY + timedelta(days=later)
    found, _ = schedule(weekdays=",".join(map(str, days)), first_date=first.isoformat())
    assert found is not None
    start = found["start"]
    assert isinstance(start, datetime)
    assert start.isoweekday() in days
    assert first <= start.date() < first + timedelta(days=7)


def test_the_page_about_importing_is_up_to_date() -> None:
    assert import_page.PAGE.read_text(encoding="utf-8") == import_page.page(), "run: python -m cli.import_page"
    assert "| `street_address` | adres | yes |" in import_page.page()
