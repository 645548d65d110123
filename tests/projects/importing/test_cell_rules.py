"""Amounts, days and file names as finance systems write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.projects.importing.cell_rules import cents, day_booked, kind, pillar, refused_name

AMOUNTS = {
    "1.234,56": 1_234_56,
    "€ 1.234,56": 1_234_56,
    "€\N{NO-BREAK SPACE}1.234,56": 1_234_56,
    "EUR 1.234,56": 1_234_56,
    "1.234,56 €": 1_234_56,
    "-1.234,56": -1_234_56,
    "€ -1.234,56": -1_234_56,
    "-€ 1.234,56": -1_234_56,
    "−1.234,56": -1_234_56,
    "1.234,56-": -1_234_56,
    "(1.234,56)": -1_234_56,
    "(€ 1.234,56)": -1_234_56,
    "1234.56": 1_234_56,
    "1,234.56": 1_234_56,
    "1 234,56": 1_234_56,
    "1234,5": 1_234_50,
    "1234": 1_234_00,
    "1.234.567": 1_234_567_00,
    "50,-": 50_00,
    "€ 1.250,-": 1_250_00,
    "0,07": 7,
}


@pytest.mark.parametrize("text", AMOUNTS)
def test_amounts_are_read_to_the_cent(text: str) -> None:
    assert cents(text) == AMOUNTS[text]


WRONG = ("", "x", "1.234", "1,234", "12.34,56", "1.23.456", "1,2,3", "--1", "-1-", "(1", "1)", "(-1)", "1,234,5")
ALSO_WRONG = ("12,345", "1234.567", "0,1234", "1e5", "12€34", "€", "-", "USD 5", "1.234,56 -", "٣", "1_000", "+5")


@pytest.mark.parametrize("text", WRONG + ALSO_WRONG)
def test_what_is_no_amount_to_the_cent_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"1\.234,56"):
        cents(text)


@given(st.integers(-(10**12), 10**12), st.sampled_from(("€ ", "")))
def test_any_amount_comes_back_however_it_was_written(amount: int, sign: str) -> None:
    whole, part = divmod(abs(amount), 100)
    minus = "-" if amount < 0 else ""
    dutch = f"{whole:,}".replace(",", ".") + f",{part:02}"
    for text in (f"{sign}{minus}{dutch}", f"{minus}{whole}.{part:02}", f"{minus}{whole},{part:02}"):
        assert cents(text) == amount
    if amount < 0:
        assert cents(f"({dutch})") == cents(f"{dutch}-") == amount


@pytest.mark.parametrize("text", ["31-12-2020", "31/12/2020", "31.12.2020", "2020-12-31", "2020-12-31 14:05"])
def test_days(text: str) -> None:
    assert day_booked(text) == date(2020, 12, 31)


@pytest.mark.parametrize("text", ["31-12-20", "44196", "12-31-2020", "2020-02-30", "december", "2020-12-31 later"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Write a day"):
        day_booked(text)


def test_kinds_and_pillars_in_both_languages() -> None:
    assert [kind(text) for text in ("Betaling", "realisatie", "payment", "Ontvangst")] == [
        "payment",
        "payment",
        "payment",
        "receipt",
    ]
    assert (pillar("2"), pillar("Pijler 3")) == (2, 3)
    with pytest.raises(ValueError, match="budget, commitment"):
        kind("gift")


@pytest.mark.parametrize(
    ("name", "content", "fits"),
    [
        ("a.csv", b"x;y", True),
        ("a.XLSX", b"PK\x03\x04", True),
        ("a", b"x;y", True),
        ("a.xlsx", b"x;y", False),
        ("a.csv", b"PK\x03\x04", False),
        ("a.pdf", b"%PDF", False),
        ("a.xlsm", b"PK\x03\x04", False),
    ],
)
def test_a_file_is_what_its_name_says(name: str, content: bytes, fits: bool) -> None:
    assert (refused_name(name, content) is None) is fits
