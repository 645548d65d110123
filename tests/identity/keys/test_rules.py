"""A key is published before it signs and until its tokens have expired."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.identity.keys.rules import (
    PUBLISHED_BEFORE,
    SIGNS_FOR,
    TOKEN_LIFE,
    Term,
    new_key_signs_from,
    no_longer_needed,
    signing_now,
)
from services.kit.tokens import KEYS_KEPT_SECONDS

START = datetime(2022, 1, 1, tzinfo=UTC)
FIRST = Term("first", START)
NEXT = Term("next", START + SIGNS_FOR)


def test_the_very_first_key_signs_at_once() -> None:
    assert new_key_signs_from([], START) == START


def test_no_key_is_made_while_the_present_one_is_young() -> None:
    assert new_key_signs_from([FIRST], START + SIGNS_FOR - PUBLISHED_BEFORE - timedelta(seconds=1)) is None


def test_the_next_key_is_made_a_day_before_its_turn() -> None:
    assert new_key_signs_from([FIRST], START + SIGNS_FOR - PUBLISHED_BEFORE) == START + SIGNS_FOR


def test_one_waiting_key_is_enough() -> None:
    assert new_key_signs_from([FIRST, NEXT], START + SIGNS_FOR - timedelta(hours=1)) is None


def test_after_a_long_silence_the_next_key_is_still_published_first() -> None:
    late = START + 3 * SIGNS_FOR
    assert new_key_signs_from([FIRST], late) == late + PUBLISHED_BEFORE
    assert signing_now([FIRST], late) == FIRST


def test_the_turn_passes_at_the_moment_set() -> None:
    assert signing_now([FIRST, NEXT], NEXT.signs_from - timedelta(seconds=1)) == FIRST
    assert signing_now([FIRST, NEXT], NEXT.signs_from) == NEXT


def test_a_key_made_by_a_machine_whose_clock_is_ahead_is_good_enough() -> None:
    early = START - timedelta(seconds=2)
    assert new_key_signs_from([FIRST], early) is None
    assert signing_now([FIRST], early) == FIRST


def test_an_old_key_stays_until_its_last_token_has_expired() -> None:
    assert no_longer_needed([FIRST, NEXT], NEXT.signs_from + TOKEN_LIFE) == set()
    assert no_longer_needed([FIRST, NEXT], NEXT.signs_from + TOKEN_LIFE + timedelta(minutes=1)) == {"first"}


def test_a_key_that_can_not_be_read_is_replaced_at_once_and_stays_published() -> None:
    unreadable = Term("lost", START, usable=False)
    now = START + timedelta(days=3)
    assert new_key_signs_from([unreadable], now) == now
    assert no_longer_needed([unreadable, Term("new", now)], now) == set()
    assert no_longer_needed([unreadable, Term("new", now)], now + timedelta(hours=1)) == {"lost"}


@given(st.lists(st.integers(min_value=1, max_value=60 * 24 * 40), min_size=1, max_size=60))
def test_over_any_life_every_token_can_be_checked(minutes: list[int]) -> None:
    """Looking at any moments: a key signs only after a day of being published, and its tokens outlive no key."""
    terms: list[Term] = []
    published_since: dict[str, datetime] = {}
    tokens: list[tuple[str, datetime]] = []
    now = START
    for step in minutes:
        if signs_from := new_key_signs_from(terms, now):
            terms.append(Term(str(len(published_since)), signs_from))
            published_since[terms[-1].kid] = now
        gone = no_longer_needed(terms, now)
        terms = [term for term in terms if term.kid not in gone]
        signer = signing_now(terms, now)
        assert signer is not None
        assert signer.kid == "0" or now - published_since[signer.kid] >= timedelta(seconds=KEYS_KEPT_SECONDS)
        tokens = [(kid, expires) for kid, expires in tokens if expires > now] + [(signer.kid, now + TOKEN_LIFE)]
        assert {kid for kid, _ in tokens} <= {term.kid for term in terms}
        now += timedelta(minutes=step)
