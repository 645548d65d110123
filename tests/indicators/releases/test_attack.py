"""Nobody who reads all that is public comes near what is hidden; without the second hiding, somebody does."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from services.indicators.assessments.worlds import store_changes
from services.indicators.releases import preparing
from services.indicators.releases.deciding import decide
from services.kit.database import Database as Connections
from services.kit.database import connection_of
from tests.indicators.releases.attacker import COUNTED, ranges_of_hidden
from tests.indicators.releases.publishing import activated, cohesion, debts, published, reported, with_gaps
from tests.indicators.releases.reading import Cell, Seen, in_json_stat, in_registry, in_tables, seen
from tests.indicators.results.test_storing import AUTUMN_2023, NOW, stored
from tests.puzzles import Range

ROUNDING = 1e-6
TWO_OF_THEM = {"social-cohesion": 1.0, "activated": 10, "problematic-debt": 10}
ALL = {"indicators": list(TWO_OF_THEM)}
DEBTS = {"bouwlust": 1200, "vrederust": 900, "morgenstond": 7, "moerwijk": 1700}
HIDDEN = {
    ("activated", "2019-najaar", "bouwlust"): 3,
    ("problematic-debt", "2019-najaar", "morgenstond"): 7,
    ("social-cohesion", "2019-najaar", "vrederust"): 5.1,
    ("social-cohesion", "2023-najaar", "moerwijk"): 5.3,
}
"""What is hidden of few people, and what it really is."""
Ranges = dict[tuple[str, Cell], Range]


def narrow(ranges: Ranges) -> list[str]:
    """The hidden figures that are known too well."""
    return [
        f"{indicator} {cell}: {low}–{high}"
        for (indicator, cell), (low, high) in ranges.items()
        if high - low < TWO_OF_THEM[indicator] - ROUNDING
    ]


def figures_of_a_few(database: Connections, **counted: int) -> None:
    """Two waves of a survey with gaps and what changed, a registration and a register, each with a few in a wijk."""
    stored(
        database,
        *with_gaps(cohesion("vrederust"), 5.8),
        *with_gaps(cohesion("moerwijk", period=AUTUMN_2023), 5.9),
        *activated(**{"bouwlust": 3, "vrederust": 64, "morgenstond": 70, "moerwijk": 81} | counted),
        *debts(**DEBTS),
    )
    with database.writing() as session:
        store_changes(connection_of(session), session, ["social-cohesion"], NOW)


def test_nothing_hidden_can_be_computed(client: httpx.Client, loaded: Connections, registry: httpx.Client) -> None:
    figures_of_a_few(loaded)
    published(client, **ALL)
    reported(registry)
    found = list(seen(client, registry))
    assert {each.cell[0] for each in found} >= {"value", "number", "gap", "change", "gap-change", "lag", "lag-change"}
    assert len(from_report(registry)) > 10
    cells = {(each.indicator, each.cell) for each in found if each.release == 1 and each.value is not None}
    assert {(each.indicator, each.cell) for each in in_tables(client) if each.release == 1} <= cells
    assert {(each.indicator, each.cell) for each in in_json_stat(client, 1) if each.value is not None} <= cells
    assert len({each.cell for each in in_tables(client)}) > 20
    ranges = ranges_of_hidden(found)
    assert (
        sorted(indicator for indicator, _ in ranges)
        == ["activated"] * 2 + ["problematic-debt"] * 2 + ["social-cohesion"] * 4
    )
    for (indicator, period, area), real in HIDDEN.items():
        low, high = ranges[indicator, (COUNTED.get(indicator, "value"), period, area)]
        assert low - ROUNDING <= real <= high + ROUNDING
    assert narrow(ranges) == []


def from_report(registry: httpx.Client) -> list[Seen]:
    return [each for each in in_registry(registry) if each.off == 0.0 and each.value is not None]


def test_nor_from_several_releases_and_corrections(
    client: httpx.Client, loaded: Connections, registry: httpx.Client
) -> None:
    figures_of_a_few(loaded)
    first = published(client, indicators=["activated"])
    published(client, indicators=["social-cohesion"], periods=["2023-najaar"])
    published(client, **ALL)
    reported(registry)
    corrected = activated(bouwlust=3, vrederust=90, morgenstond=30, moerwijk=81)
    stored(loaded, *corrected, *debts(**DEBTS | {"vrederust": 930}), now=NOW + timedelta(days=1))
    published(client, **ALL, corrects=first["id"])
    stored(loaded, *activated(bouwlust=20, vrederust=90, morgenstond=30, moerwijk=81), now=NOW + timedelta(days=2))
    published(client, **ALL)
    assert narrow(ranges_of_hidden(seen(client, registry))) == []


def test_with_only_the_few_hidden_the_attack_finds_them(
    client: httpx.Client, loaded: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "decide", lambda wanted, known: decide(wanted, replace(known, complementary=False)))
    figures_of_a_few(loaded)
    published(client, **ALL)
    ranges = ranges_of_hidden(seen(client))
    found = {(indicator, cell[2]): range_ for (indicator, cell), range_ in ranges.items()}
    assert found["activated", "bouwlust"] == pytest.approx((3, 3))
    assert found["problematic-debt", "morgenstond"] == pytest.approx((7, 7))
    assert len(narrow(ranges)) == 4


def test_a_percentage_and_its_denominator_give_a_number_away() -> None:
    """The attacker does see it: a table of percentages alone, with one wijk hidden, leaves that wijk between two ends
    that are near."""
    told = [
        Seen("problematic-debt", 1, ("value", "2019-najaar", wijk), 100 * number / 8000, "published", 8000)
        for wijk, number in DEBTS.items()
        if wijk != "morgenstond"
    ]
    whole = Seen("problematic-debt", 1, ("number", "2019-najaar", "den-haag-zuidwest"), 3807, "published")
    gone = Seen("problematic-debt", 1, ("number", "2019-najaar", "morgenstond"), None, "hidden")
    ((_, (low, high)),) = ranges_of_hidden([*told, whole, gone]).items()
    assert low < 7 < high < 10
