"""Releases, and what is public now, as the forms of statistics tell of them."""

from dataclasses import dataclass
from datetime import datetime

from services.contracts.deal_open_data import OpenDataFile
from services.indicators.statistics.codes_rules import Figure


@dataclass(frozen=True, slots=True)
class Published:
    """A release, without its figures. `corrected_by`: the number of the one that took its place."""

    id: str
    number: int
    title: str
    notes: str
    published_at: datetime
    corrected_by: int | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """A release with its figures as they were published. `open_data`: None before the deal said anything of it."""

    about: Published
    figures: list[Figure]
    csv_checksum: str
    open_data: OpenDataFile | None


@dataclass(frozen=True, slots=True)
class DealNow:
    """The deal and all that is public of it now."""

    name: str
    figures: list[Figure]
    open_data: OpenDataFile | None
