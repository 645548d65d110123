"""Where somebody lives, as a file says it: a wijk of the deal, a CBS buurt, or elsewhere in the city."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from services.contracts.indicators.datasets import ELSEWHERE, AreaScheme
from services.indicators.datasets.problems import Check


@dataclass(frozen=True)
class Areas:
    """The deal's wijken by their slugs, and its CBS buurten with the wijk of each."""

    wijken: Sequence[str]
    buurten: Mapping[str, str]
    municipality: str
    """CBS code of the city, GM…: its buurten begin with the same four digits."""

    @property
    def known(self) -> list[str]:
        return [*self.wijken, ELSEWHERE]


def area_checks(column: str, scheme: AreaScheme, areas: Areas) -> Iterator[Check]:
    text = pl.col(column)
    yield Check(column, text.is_null(), f"is empty: name the area, or “{ELSEWHERE}” for the rest of the city")
    if scheme == "cbs-buurt":
        ours = text.str.starts_with("BU" + areas.municipality.removeprefix("GM")) & (text.str.len_chars() == 10)
        yield Check(column, text.is_not_null() & ~ours & (text != ELSEWHERE), "is no CBS buurt of this city")
    else:
        unknown = text.is_not_null() & text.cast(pl.Enum(areas.known), strict=False).is_null()
        yield Check(column, unknown, f"is not one of {', '.join(areas.known)}")


def area_of(column: str, scheme: AreaScheme, areas: Areas) -> pl.Expr:
    """A wijk of the deal, or elsewhere; null for what is wrong."""
    text = pl.col(column)
    if scheme == "cbs-buurt":
        text = text.replace_strict(areas.buurten, default=ELSEWHERE, return_dtype=pl.String)
    return text.cast(pl.Enum(areas.known), strict=False).alias("area")
