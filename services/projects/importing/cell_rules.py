"""What stands in a cell of a finance system's file. Each raises ValueError with a sentence."""

import re
from datetime import date

from services.contracts.projects.money import BookingKind
from services.kit.sheet_cells import day, word_of
from services.kit.sheet_rows import folded

KINDS: dict[str, BookingKind] = {
    "budget": "budget",
    "begroting": "budget",
    "commitment": "commitment",
    "verplichting": "commitment",
    "payment": "payment",
    "betaling": "payment",
    "realisatie": "payment",
    "forecast": "forecast",
    "prognose": "forecast",
    "receipt": "receipt",
    "ontvangst": "receipt",
}
AMOUNT = "Write an amount to the cent, as 1.234,56 or 1234.56; with a - before it when it is less."
_MINUS = str.maketrans({"−": "-", "–": "-", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})
_AMOUNT = re.compile(
    r"(?P<opened>\()?(?P<before>-)? ?(?:(?:€|eur|euro) ?)?(?P<within>-)? ?"
    r"(?P<number>\d[\d., ]*?(?:,-)?)(?P<after>-)?(?: ?(?:€|eur|euro))?(?P<closed>\))?",
    re.IGNORECASE | re.ASCII,
)
_CENTS = r"(?:{}(\d\d?|-))?"
_NUMBERS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(\d{1,11})" + _CENTS.format("[.,]"),
        r"(\d{1,3}(?:[. ]\d{3})+)" + _CENTS.format(","),
        r"(\d{1,3}(?:,\d{3})+)" + _CENTS.format(r"\."),
    )
)
_TWO_WAYS = re.compile(r"\d{1,3}[.,]\d{3}")
_WITH_A_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}(?::\d{2})?")


def cents(text: str) -> int:
    """An amount as the Dutch, and finance systems, write it: "1.234,56", "€ -1.234,56", "1234.56", "50,-", "12,00-".

    "1.234" is refused: it is a thousand to some and one to others.
    """
    found = _AMOUNT.fullmatch(text.translate(_MINUS).strip())
    signs = [bool(found[name]) for name in ("opened", "before", "within", "after")] if found else []
    if found is None or sum(signs) > 1 or bool(found["opened"]) != bool(found["closed"]):
        raise ValueError(AMOUNT)
    amount = _positive(found["number"])
    return -amount if any(signs) else amount


def _positive(number: str) -> int:
    if _TWO_WAYS.fullmatch(number):
        raise ValueError(f"{number} can be read in two ways. {AMOUNT}")
    found = next((match for each in _NUMBERS if (match := each.fullmatch(number))), None)
    if found is None:
        raise ValueError(AMOUNT)
    part = (found[2] or "").replace("-", "")
    return int(re.sub(r"\D", "", found[1])) * 100 + int(part.ljust(2, "0"))


def kind(text: str) -> str:
    return word_of(text, KINDS)


def day_booked(text: str) -> date:
    """A date, also one that a spreadsheet keeps with a time."""
    with_a_time = _WITH_A_TIME.fullmatch(text)
    return day(with_a_time[1] if with_a_time else text)


def whole(text: str) -> int:
    if re.fullmatch(r"[0-9]{1,4}", text):
        return int(text)
    raise ValueError("Write a whole number.")


def pillar(text: str) -> int:
    """Its number, also as "pijler 1"."""
    return whole(folded(text).removeprefix("pijler ").removeprefix("pillar "))


def refused_name(name: str, content: bytes) -> str | None:
    """Why a file is not what its name says; None when it is, or when the name says nothing."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    is_zip = content.startswith(b"PK\x03\x04")
    if ending not in ("", "csv", "txt", "xlsx"):
        return f"This is a file of the kind .{ending[:20]}: send CSV or XLSX."
    if ending == "xlsx" and not is_zip:
        return "This file is called .xlsx, and is no XLSX inside. Save it again as XLSX, or as CSV (UTF-8)."
    if ending in ("csv", "txt") and is_zip:
        return f"This file is called .{ending}, and is no text inside. Call it .xlsx if it is a spreadsheet."
    return None
