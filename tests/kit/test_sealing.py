import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.sealing import NotOurs, Sealer
from tests.postgres import SECRET

SEALER = Sealer(SECRET, "test")


@given(st.text(), st.text())
def test_what_is_sealed_is_opened_again_and_can_not_be_read(text: str, about: str) -> None:
    sealed = SEALER.seal(text, about)
    assert SEALER.open(sealed, about) == text
    assert len(text) < 4 or text.encode() not in sealed


def test_the_same_text_is_sealed_differently_each_time_but_has_one_fingerprint() -> None:
    assert SEALER.seal("0612345678") != SEALER.seal("0612345678")
    assert SEALER.fingerprint("0612345678") == SEALER.fingerprint("0612345678") != SEALER.fingerprint("0612345679")


@pytest.mark.parametrize("other", [Sealer(SECRET, "other"), Sealer("another secret of thirty-two letters", "test")])
def test_another_purpose_or_secret_opens_nothing(other: Sealer) -> None:
    with pytest.raises(NotOurs):
        other.open(SEALER.seal("Fatma"))
    assert other.fingerprint("Fatma") != SEALER.fingerprint("Fatma")


def test_moved_to_another_row_it_stays_shut() -> None:
    with pytest.raises(NotOurs):
        SEALER.open(SEALER.seal("Fatma", "row 1"), "row 2")


@pytest.mark.parametrize("place", range(30))
def test_a_changed_byte_is_noticed(place: int) -> None:
    sealed = bytearray(SEALER.seal("Fatma"))
    sealed[place % len(sealed)] ^= 1
    with pytest.raises(NotOurs):
        SEALER.open(bytes(sealed))


@pytest.mark.parametrize("rubbish", [b"", b"\x01", b"\x02" + b"0" * 40, b"\x01" + b"0" * 12])
def test_rubbish_is_not_ours(rubbish: bytes) -> None:
    with pytest.raises(NotOurs):
        SEALER.open(rubbish)
