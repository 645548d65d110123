"""What a project may name, and how texts are folded."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.projects.registry.rules import folded, unknown_parts, with_own

KNOWN = {
    "pillar": frozenset({"1"}),
    "themes": frozenset({"sport"}),
    "wijken": frozenset({"moerwijk"}),
    "approach": frozenset[str](),
    "programmes": frozenset[str](),
    "commitments": frozenset[str](),
}


VALUES = st.none() | st.integers(-1, 3) | st.sampled_from(["sport", " sport ", "moerwijk", "delft", ""])


@given(st.dictionaries(st.sampled_from(list(KNOWN)), VALUES | st.lists(VALUES, max_size=4)))
def test_whatever_is_sent_only_names_that_the_deal_lacks_are_unknown(given_project: dict[str, Any]) -> None:
    for mistake in unknown_parts(given_project, KNOWN):
        _, field, *place = mistake["loc"]
        value = given_project[field] if not place else given_project[field][place[0]]
        assert str(value).strip() not in KNOWN[field]


def test_own_parts_stay_known() -> None:
    own = with_own(KNOWN, {"themes": ["werk"], "title": ["x"]})
    assert own["themes"] == {"sport", "werk"}
    assert own["wijken"] == {"moerwijk"}


@pytest.mark.parametrize(
    ("text", "plain"), [("  Échte\n Tuin ", "echte tuin"), ("STRASSE", "strasse"), ("ß", "ss"), ("", "")]
)
def test_folding_takes_off_accents_capitals_and_spaces(text: str, plain: str) -> None:
    assert folded(text) == plain


@given(st.text())
def test_folding_twice_is_folding_once_for_capitals(text: str) -> None:
    assert folded(folded(text)) == folded(folded(folded(text)))
