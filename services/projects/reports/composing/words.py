"""How a report says amounts, dates and states, in Dutch."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from services.contracts.projects.report_content import Basis, Money

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
PROJECT_STATUSES: Mapping[str, str] = {
    "idea": "idee",
    "feasibility": "haalbaarheid",
    "intended": "voorgenomen",
    "running": "loopt",
    "finished": "klaar",
    "stopped": "gestopt",
}
UPDATE_STATUSES: Mapping[str, str] = {"on-track": "op schema", "attention": "aandacht nodig", "delayed": "vertraagd"}
VERDICTS: Mapping[str, str] = {
    "achieved": "gehaald",
    "on-track": "op koers",
    "uncertain": "nog niet te zeggen",
    "off-track": "niet op koers",
    "not-comparable": "niet te vergelijken",
    "no-baseline": "geen nulmeting",
    "no-data": "geen cijfer",
}
CONTRIBUTION_WORDS: Mapping[str, str] = {"reserved": "gereserveerd", "best-effort": "inspanning"}
DEAL_CHANGES: Mapping[str, str] = {"amendment": "wijziging", "accession": "toetreding"}
NOT_KNOWN = "niet te zeggen"


def euros(cents: int, with_cents: bool = False) -> str:
    """`€ 3.600.000`, or with two decimals when there are cents."""
    whole, rest = divmod(abs(cents), 100)
    text = f"{whole:,}".replace(",", ".") + (f",{rest:02}" if rest or with_cents else "")
    return f"€ {'−' if cents < 0 else ''}{text}"


def column(amounts: Sequence[Money]) -> list[str]:
    """Amounts below each other: all with cents when one has them, so that they stand in line."""
    with_cents = any(each.cents % 100 for each in amounts)
    return [euros(each.cents, with_cents) for each in amounts]


def money(cents: int) -> Money:
    return Money(cents=cents, shown=euros(cents))


def millions(cents: int) -> str:
    """Short, for in a chart."""
    if abs(cents) < 10_000_000:
        return f"€ {round(cents / 100_000):,} duizend".replace(",", ".")
    hundredths = (abs(cents) + 500_000) // 1_000_000
    return f"€ {'−' if cents < 0 else ''}{hundredths // 100},{hundredths % 100:02} mln"


def share(part: int, whole: int) -> str:
    return f"{part / whole * 100:.1f} %".replace(".", ",") if whole > 0 else NOT_KNOWN


def day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def period(label: str) -> str:
    """`2020-najaar` is "najaar 2020"; the day of a count is a day."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", label):
        return day(date.fromisoformat(label))
    year, _, part = label.partition("-")
    return f"{part} {year}" if part else label


def decimal(value: float, digits: int = 1) -> str:
    """`5,1`; whole numbers without decimals, thousands with points."""
    if value == int(value):
        return f"{int(value):,}".replace(",", ".").replace("-", "−")
    text = f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.replace("-", "−")


def enumerated(names: Iterable[str]) -> str:
    """`a, b en c`."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} en {last}" if first else last


def sentence(text: str) -> str:
    """With a full stop, as people leave it out."""
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def basis_line(basis: Basis) -> str:
    return f"Bron: {basis.source}. Stand: {day(basis.date)}. Definitie: {basis.definition}."
