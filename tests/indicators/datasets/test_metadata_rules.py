"""A file whose questions or way of asking do not fit a definition belongs to another version."""

from typing import Any

import pytest

from services.contracts.deal import Deal
from services.indicators.datasets.definitions import Edition
from services.indicators.datasets.metadata_rules import wrong_metadata
from tests.indicators.datasets.surveys import metadata

SIX = ("know-each-other", "pleasant-contact", "solidarity", "feel-at-home", "much-contact", "content-with-residents")


def wrong(deal: Deal, version: int, items: tuple[str, ...], mode: str) -> list[tuple[str, str | None]]:
    of = metadata(
        definitionVersions={"social-cohesion": version},
        columns={"answers": {item: item for item in items}},
        mode=mode,
    )
    known = [Edition(each, each.version) for each in (*deal.indicators, *deal.editions) if each.id == "social-cohesion"]
    named = [each for each in known if each.version == version]
    found = wrong_metadata(of, named, {"social-cohesion": [each.version for each in known]})
    return [(field, value) for field, value, _ in found]


@pytest.mark.parametrize(
    ("version", "items", "mode", "expected"),
    [
        (1, SIX[:4], "mixed", []),
        (2, SIX, "Web-only", []),
        (1, SIX[:4], "web-only", [("mode", "web-only")]),
        (2, SIX, "mixed", [("mode", "mixed")]),
        (1, SIX, "mixed", [("columns.answers", SIX[4]), ("columns.answers", SIX[5])]),
        (2, SIX[:4], "web", [("columns.answers", SIX[4]), ("columns.answers", SIX[5])]),
        (3, SIX[:4], "mixed", [("definitionVersions", "social-cohesion 3")]),
    ],
)
def test_questions_and_mode_are_those_of_the_version(
    deal: Deal, version: int, items: tuple[str, ...], mode: str, expected: Any
) -> None:
    found = wrong(deal, version, items, mode)
    assert [each for each in found if version != 3 or each[0] == "definitionVersions"] == expected


def test_a_survey_needs_its_columns_and_codes(deal: Deal) -> None:
    of = metadata(columns={"respondent": None, "weight": None, "wijk": None}, codes={})
    editions = [Edition(each, 1) for each in deal.indicators if each.id in ("social-cohesion", "feeling-unsafe")]
    found = wrong_metadata(of, editions, {"social-cohesion": [1], "feeling-unsafe": [1]})
    assert [field for field, _, _ in found] == ["columns.respondent", "columns.weight", "columns.wijk", "codes"]
