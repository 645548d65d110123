"""Who gets a place, for how long one is kept, and what may be asked of a child."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.participation.enrolments.letters import SAY, Facts, letter, say, spoken
from services.participation.enrolments.links import Links, read_code
from services.participation.enrolments.rules import (
    ENROLMENT_STEPS,
    LIVING,
    Counts,
    Joinable,
    OfferTime,
    kept_until,
    may_confirm,
    may_join,
    most_to_take,
    place_for,
    to_promote,
    wrong_fields,
)
from services.participation.enrolments.telling import reminded_until
from services.participation.letters.wording import languages

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = OfferTime(hours=24, hours_before_start=2)
NUMBER = some.integers(0, 30)
COUNTS = some.builds(Counts, some.none() | some.integers(1, 30), NUMBER, NUMBER, NUMBER)


@pytest.mark.parametrize(
    ("counts", "place"),
    [
        (Counts(2, 0, 0, 0), "enrolled"),
        (Counts(2, 1, 0, 0), "enrolled"),
        (Counts(2, 2, 0, 0), "waiting"),
        (Counts(2, 1, 1, 0), "waiting"),
        (Counts(2, 1, 0, 1), "waiting"),
        (Counts(2, 5, 0, 0), "waiting"),
        (Counts(None, 500, 0, 0), "enrolled"),
    ],
)
def test_a_resident_gets_a_place_while_there_is_room_and_nobody_waits(counts: Counts, place: str) -> None:
    assert place_for(counts) == place


@given(COUNTS)
def test_no_place_too_many_and_nobody_overtaken(counts: Counts) -> None:
    if counts.capacity is not None and place_for(counts) == "enrolled":
        assert counts.taken + 1 <= counts.capacity
        assert counts.waiting == 0
    promoted = to_promote(counts)
    assert 0 <= promoted <= counts.waiting
    if counts.capacity is not None:
        assert counts.taken + promoted <= max(counts.capacity, counts.taken)
        assert promoted == counts.waiting or counts.taken + promoted >= counts.capacity
    most = most_to_take(counts)
    assert most is None or most >= counts.taken


@pytest.mark.parametrize(
    ("hours_to_go", "kept"),
    [(200, 24), (26, 24), (25, 23), (3, 1), (2.5, 0.5), (2.4, None), (2, None), (1, None), (0, None)],
)
def test_a_place_is_kept_a_day_but_not_into_the_last_hours(hours_to_go: float, kept: float | None) -> None:
    until = kept_until(NOW, NOW + timedelta(hours=hours_to_go), DAY)
    assert until == (None if kept is None else NOW + timedelta(hours=kept))


LATER = NOW + timedelta(days=3)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Joinable("per-date", 5, False, "planned", LATER), None),
        (Joinable("per-date", None, False, "moved", LATER), None),
        (Joinable("series", 5, True, "planned", LATER), None),
        (Joinable("walk-in", 5, False, "planned", LATER), None),
        (Joinable("walk-in", None, False, "planned", LATER), "walk-in"),
        (Joinable("series", 5, False, "planned", LATER), "series"),
        (Joinable("per-date", 5, True, "planned", LATER), "per-date"),
        (Joinable("per-date", 5, False, "cancelled", LATER), "cancelled"),
        (Joinable("per-date", 5, False, "planned", NOW), "begun"),
        (Joinable("series", 5, True, "planned", None), "begun"),
    ],
)
def test_what_can_be_joined(wanted: Joinable, code: str | None) -> None:
    refused = may_join(wanted, NOW)
    assert (refused.code if refused else None) == code


@pytest.mark.parametrize(
    ("status", "until", "code"),
    [
        ("offered", NOW, None),
        ("offered", NOW - timedelta(seconds=1), "too-late"),
        ("enrolled", None, None),
        ("waiting", None, "waiting"),
        ("lapsed", None, "too-late"),
        ("left", None, "too-late"),
        ("double", None, "too-late"),
    ],
)
def test_who_may_take_an_offered_place(status: str, until: datetime | None, code: str | None) -> None:
    refused = may_confirm(status, until, NOW)
    assert (refused.code if refused else None) == code


def test_everybody_may_leave_and_what_ended_stays_so() -> None:
    assert all("left" in ENROLMENT_STEPS[status] for status in (*LIVING, "double"))
    assert {status for status, after in ENROLMENT_STEPS.items() if not after} == {"left", "lapsed"}
    assert {after for steps in ENROLMENT_STEPS.values() for after in steps} <= ENROLMENT_STEPS.keys()


@given(some.dictionaries(some.sampled_from(["forChild", "phone", "email", "name"]), some.text() | some.booleans()))
def test_of_a_child_only_a_parents_phone_passes(body: dict[str, Any]) -> None:
    names = {each["location"]["name"] for each in wrong_fields(body)}
    if body.get("forChild") is True:
        assert ("phone" in names, "email" in names) == (not body.get("phone"), bool(body.get("email")))
    else:
        assert names == set()


@given(some.uuids(version=4), some.integers(1, 100_000))
def test_a_code_is_read_however_it_is_typed(enrolment: UUID, number: int) -> None:
    links = Links("x" * 32)
    code = links.code(enrolment, number)
    for typed in (code, code.lower(), code.replace("-", ""), f"  {code.replace('-', ' - ')} "):
        assert read_code(typed) == (number, code)
    assert links.is_code(code, enrolment, number)
    assert not links.is_code(code, uuid4(), number + 1)


@given(some.text(max_size=30))
def test_no_text_breaks_reading_a_code(text: str) -> None:
    found = read_code(text)
    assert found is None or 1 <= len(str(found[0])) <= 9


def test_links_and_codes_are_of_one_secret() -> None:
    here, there, enrolment = Links("x" * 32), Links("y" * 32), uuid4()
    assert here.token(enrolment) == here.token(enrolment) != there.token(enrolment)
    assert len({here.token(uuid4()) for _ in range(1000)}) == 1000
    assert len(here.token(enrolment)) == 32


FACTS = Facts(
    "Koken {samen}", "Buurtkamer Oost", "Straat 1, 2531 PE Den Haag", "070 123 45 67", LATER, confirm_by=NOW, more=2
)


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("kind", SAY)
def test_every_letter_is_whole(kind: str, language: str) -> None:
    written = letter(kind, FACTS, "Ali {x}", "https://zuidwest.example/aanmeldingen/abc", language)
    for text in (written.subject, written.text, say(kind, FACTS)):
        assert "{" not in text.replace("{samen}", "").replace("{x}", "")
    assert "Ali {x}" in written.text.partition("\n\n")[0]
    assert "\n" not in written.subject
    assert ("/aanmeldingen/abc" in written.text) == (kind not in ("cancelled", "stopped", "lapsed"))
    longest = max(len(sentence.split()) for sentence in written.text.replace("\n", ". ").split(". "))
    assert longest <= 20


def test_who_reads_a_language_without_letters_gets_dutch() -> None:
    assert letter("joined", FACTS, None, "https://a.test", "pap").text.startswith("Beste bezoeker,\n\nU doet mee")
    assert "Cuma 4 Aralık, saat 13:00" in letter("joined", FACTS, None, "https://a.test", "tr").text


def test_times_are_said_in_dutch_and_local() -> None:
    assert spoken(datetime(2026, 12, 1, 9, tzinfo=UTC), "nl") == "dinsdag 1 december om 10:00 uur"
    assert spoken(datetime(2026, 7, 5, 22, 30, tzinfo=UTC), "nl") == "maandag 6 juli om 00:30 uur"


@pytest.mark.parametrize(("hour", "until"), [(7, 1), (8, 2), (22, 2)])
def test_tomorrow_is_told_from_nine_in_the_morning(hour: int, until: int) -> None:
    """In December it is an hour later here than in UTC."""
    found = reminded_until(NOW.replace(hour=hour))
    assert found == datetime(2026, 12, 1, tzinfo=found.tzinfo) + timedelta(days=until)
