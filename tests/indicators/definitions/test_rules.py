"""When a definition gets a new version."""

import pytest

from services.indicators.definitions.rules import Known, checksum, edition_version, new_version

SAID, OTHER = "said", "other"


@pytest.mark.parametrize(
    ("declared", "said", "newest", "version"),
    [
        pytest.param(1, SAID, None, 1, id="the first"),
        pytest.param(4, SAID, None, 4, id="a deal may start at any number"),
        pytest.param(1, SAID, Known(1, SAID), None, id="nothing changed"),
        pytest.param(2, OTHER, Known(1, SAID), 2, id="changed, with its new number"),
        pytest.param(1, OTHER, Known(1, SAID), 2, id="changed under the old number"),
        pytest.param(2, SAID, Known(1, SAID), 2, id="a new number says that it is another one"),
        pytest.param(1, OTHER, Known(3, SAID), 4, id="back to an old text is a new version too"),
        pytest.param(1, SAID, Known(2, SAID), None, id="the number in the file lags behind"),
    ],
)
def test_new_version(declared: int, said: str, newest: Known | None, version: int | None) -> None:
    assert new_version(declared, said, newest) == version


def test_the_checksum_is_of_what_is_said_not_of_its_number_or_order() -> None:
    first = {"version": 1, "id": "x", "target": {"value": 3, "unit": "plekken"}}
    same = {"target": {"unit": "plekken", "value": 3}, "id": "x", "version": 2}
    assert checksum(first) == checksum(same)
    assert checksum(first) != checksum(first | {"id": "y"})


@pytest.mark.parametrize(
    ("declared", "known", "version"),
    [
        pytest.param(2, {1: OTHER}, 2, id="a new edition"),
        pytest.param(2, {1: OTHER, 2: SAID}, None, id="there already"),
        pytest.param(2, {1: OTHER, 2: OTHER}, 3, id="its number is taken"),
    ],
)
def test_another_edition_keeps_its_number_where_it_can(
    declared: int, known: dict[int, str], version: int | None
) -> None:
    assert edition_version(declared, SAID, known) == version
