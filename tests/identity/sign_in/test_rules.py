"""Six digits, ten minutes, five tries."""

import pytest

from services.identity.sign_in.rules import Right, Wrong, code_of, judged, plain_address


@pytest.mark.parametrize(
    ("matches", "tries", "expected"),
    [
        (True, 1, Right()),
        (True, 5, Right()),
        (True, 6, Wrong(0)),
        (False, 1, Wrong(4)),
        (False, 5, Wrong(0)),
    ],
)
def test_five_tries(matches: bool, tries: int, expected: Right | Wrong) -> None:
    assert judged(matches, tries) == expected


def test_a_code_keeps_its_zeros() -> None:
    assert (code_of(7), code_of(999_999)) == ("000007", "999999")


def test_capitals_and_blanks_do_not_matter() -> None:
    assert plain_address(" Ada@Example.NL ") == "ada@example.nl"
