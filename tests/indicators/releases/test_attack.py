"""Nobody who reads all that is public comes near what is hidden; without the second hiding, somebody does."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from services.indicators.releases import preparing
from services.indicators.releases.deciding import decide
from services.kit.database import Database
from tests.indicators.releases.attacker import ranges_of_hidden
from tests.indicators.releases.publishing import activated, cohesion, published
from tests.indicators.results.test_storing import AUTUMN_2023, NOW, figure, stored

ROUNDING = 1e-6
PERSONS = 10
POINTS = 1.0
TWO_OF_THEM = {"social-cohesion": POINTS, "activated": PERSONS}


def narrow(client: httpx.Client) -> list[str]:
    """The hidden figures that are known too well."""
    return [
        f"{indicator} {cell}: {low}–{high}"
        for (indicator, cell), (low, high) in ranges_of_hidden(client).items()
        if high - low < TWO_OF_THEM[indicator] - ROUNDING
    ]


def figures_of_a_few(database: Database) -> None:
    change = {"measure": "change", "period": AUTUMN_2023, "detail": {"since": "2019-najaar"}}
    stored(
        database,
        *cohesion("vrederust"),
        *cohesion("moerwijk", period=AUTUMN_2023),
        *(figure(wijk, 0.0, **change) for wijk in ("bouwlust", "vrederust", "morgenstond", "moerwijk")),
        *activated(bouwlust=3, vrederust=64, morgenstond=70, moerwijk=81),
    )


BOTH = {"indicators": ["social-cohesion", "activated"]}


def test_nothing_hidden_can_be_computed(client: httpx.Client, loaded: Database) -> None:
    figures_of_a_few(loaded)
    published(client, **BOTH)
    assert len(ranges_of_hidden(client)) == 6
    assert narrow(client) == []


def test_nor_from_several_releases_and_corrections(client: httpx.Client, loaded: Database) -> None:
    figures_of_a_few(loaded)
    first = published(client, indicators=["activated"])
    published(client, indicators=["social-cohesion"], periods=["2023-najaar"])
    published(client, **BOTH)
    corrected = activated(bouwlust=3, vrederust=90, morgenstond=30, moerwijk=81)
    stored(loaded, *corrected, now=NOW + timedelta(days=1))
    published(client, **BOTH, corrects=first["id"])
    stored(loaded, *activated(bouwlust=20, vrederust=90, morgenstond=30, moerwijk=81), now=NOW + timedelta(days=2))
    published(client, **BOTH)
    assert narrow(client) == []


def test_with_only_the_few_hidden_the_attack_finds_them(
    client: httpx.Client, loaded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "decide", lambda wanted, known: decide(wanted, replace(known, complementary=False)))
    figures_of_a_few(loaded)
    published(client, **BOTH)
    found = {(indicator, cell[2]): (low, high) for (indicator, cell), (low, high) in ranges_of_hidden(client).items()}
    assert found["activated", "bouwlust"] == pytest.approx((3, 3))
    assert len(narrow(client)) == 3
