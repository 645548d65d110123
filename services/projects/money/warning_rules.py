"""What asks for a look, and blocks nothing: the grant is free to spend, and monitoring leads to no one-sided
consequences (Art. 5.2a, 7.3)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from services.contracts.projects.money import MoneyWarning

Sums = Mapping[tuple[str, str, int | None], int]
"""Cents by kind, contribution and pillar."""
Allocated = Mapping[tuple[str, int], int]
"""Cents by contribution and pillar."""


@dataclass(frozen=True)
class Money:
    """How things stand: what each contribution brings, what is allocated, what is booked."""

    contributions: Mapping[str, int] = field(default_factory=dict)
    allocated: Allocated = field(default_factory=dict)
    sums: Sums = field(default_factory=dict)
    tranches: Mapping[str, int] = field(default_factory=dict)
    """Contribution → cents of all its tranches together; only of those that come in tranches."""


def warnings_about(money: Money) -> list[MoneyWarning]:
    return [*over_allocated(money), *over_committed(money), *over_paid(money), *other_tranches(money)]


def euros(cents: int) -> str:
    """€ 1.234,56, as the Dutch write it."""
    whole, rest = divmod(abs(cents), 100)
    return f"€ {'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02}"


def over_allocated(money: Money) -> Iterator[MoneyWarning]:
    for contribution, cents in _totals((key[0], amount) for key, amount in money.allocated.items()).items():
        there = money.contributions.get(contribution, 0)
        if cents > there:
            yield MoneyWarning(
                code="over-allocated",
                sentence=f"Allocated of {contribution}: {euros(cents)}, {euros(cents - there)} more than it brings.",
                article="Art. 5.2",
            )


def over_committed(money: Money) -> Iterator[MoneyWarning]:
    committed = {key[1:]: amount for key, amount in money.sums.items() if key[0] == "commitment"}
    for contribution, cents in _totals((key[0], amount) for key, amount in committed.items()).items():
        there = money.contributions.get(contribution, 0)
        if cents > there:
            yield MoneyWarning(
                code="over-committed",
                sentence=f"Committed of {contribution}: {euros(cents)}, {euros(cents - there)} more than it brings. "
                "The grant is free to spend, so this blocks nothing.",
                article="Art. 7.3",
            )
    for (contribution, pillar), cents in sorted(committed.items(), key=str):
        there = money.allocated.get((contribution, pillar or 0), 0)
        if money.allocated and cents > there:
            yield MoneyWarning(
                code="over-committed-in-pillar",
                sentence=f"Committed of {contribution} in pillar {pillar}: {euros(cents)}, "
                f"{euros(cents - there)} more than is allocated to it.",
                article="Art. 5.4",
            )


def over_paid(money: Money) -> Iterator[MoneyWarning]:
    paid = _totals((key[1], amount) for key, amount in money.sums.items() if key[0] == "payment")
    received = _totals((key[1], amount) for key, amount in money.sums.items() if key[0] == "receipt")
    for contribution, cents in paid.items():
        there = money.contributions.get(contribution, 0)
        if cents > there:
            yield MoneyWarning(
                code="over-paid",
                sentence=f"Paid of {contribution}: {euros(cents)}, {euros(cents - there)} more than it brings.",
                article="Art. 5.2",
            )
        elif contribution in received and cents > received[contribution]:
            yield MoneyWarning(
                code="ahead-of-tranches",
                sentence=f"Paid of {contribution}: {euros(cents)}, while {euros(received[contribution])} came in.",
                article="Art. 5.6",
            )


def other_tranches(money: Money) -> Iterator[MoneyWarning]:
    for contribution, cents in money.tranches.items():
        there = money.contributions.get(contribution, 0)
        if cents != there:
            yield MoneyWarning(
                code="tranches-differ",
                sentence=f"The tranches of {contribution} are {euros(cents)} together; it brings {euros(there)}.",
                article="Art. 5.6",
            )


def after_the_end(valid_on: date, ends_on: date | None) -> Iterator[MoneyWarning]:
    """Money can be settled after the end; it is said, so that a slip of the pen shows."""
    if ends_on is not None and valid_on > ends_on:
        yield MoneyWarning(
            code="after-the-end", sentence=f"This counts after the end of the deal on {ends_on}.", article="Art. 14"
        )


def _totals(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for name, cents in amounts:
        found[name] += cents
    return dict(sorted(found.items()))
