"""How the deal changes (Art. 10 and 11): unanimity for any order, four weeks for the talks, steps that there are."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.projects.procedures.rules import (
    ACCESSION_STEPS,
    AMENDMENT_STEPS,
    Days,
    Refused,
    Steps,
    may_answer,
    may_be_on,
    may_step,
    outcome,
    talks_due,
    talks_state,
)
from services.projects.tables.amendments import ACCESSION_STATUSES, AMENDMENT_STATUSES

KNOWN_ON = date(2020, 3, 2)
DUE_ON = date(2020, 3, 30)


def code(refused: Refused | None) -> str | None:
    return refused.code if refused else None


@settings(max_examples=80)
@given(st.integers(1, 10), st.data())
def test_unanimity_holds_for_any_order_of_answers(count: int, data: st.DataObject) -> None:
    parties = [f"p{number}" for number in range(count)]
    given_answers = data.draw(st.lists(st.sampled_from(["consents", "refuses"]), min_size=count, max_size=count))
    answers: dict[str, str | None] = dict.fromkeys(parties)
    for place, (party, answer) in enumerate(zip(data.draw(st.permutations(parties)), given_answers, strict=True), 1):
        status = outcome(answers)
        if status == "refused":
            assert code(may_answer(status, answers, party, "Art. 10")) == "not-asking"
            return
        assert may_answer(status, answers, party, "Art. 10") is None
        answers[party] = answer
        so_far = given_answers[:place]
        expected = "refused" if "refuses" in so_far else "in-force" if place == count else "asking"
        assert outcome(answers) == expected


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["accede", "amend"]), st.booleans()), max_size=8))
def test_who_acceded_counts_from_then_on_and_who_was_refused_never(doings: list[tuple[str, bool]]) -> None:
    parties = ["rijk", "regio"]
    for number, (doing, all_consent) in enumerate(doings):
        answers: dict[str, str | None] = dict.fromkeys(parties)
        for party in reversed(parties[1:]):
            answers[party] = "consents"
            assert outcome(answers) == "asking"
        answers[parties[0]] = "consents" if all_consent else "refuses"
        assert outcome(answers) == ("in-force" if all_consent else "refused")
        if doing == "accede" and all_consent:
            parties.append(f"new-{number}")
    assert len(parties) == 2 + doings.count(("accede", True))


def test_nobody_asked_is_no_consent_of_all() -> None:
    assert outcome({}) == "asking"


@pytest.mark.parametrize(
    ("status", "asked", "party", "why"),
    [
        ("asking", {"lnv": None}, "lnv", None),
        ("asking", {"lnv": None}, "vws", "no-party"),
        ("asking", {"lnv": "consents"}, "lnv", "answered-already"),
        ("in-force", {"lnv": "consents"}, "lnv", "not-asking"),
        ("talking", {}, "lnv", "not-asking"),
    ],
)
def test_who_may_answer(status: str, asked: dict[str, str | None], party: str, why: str | None) -> None:
    refused = may_answer(status, asked, party, "Art. 10")
    assert code(refused) == why
    assert refused is None or "Art. 10" in refused.sentence


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2020, 5, 1), None),
        (date(2020, 4, 30), "before-last-step"),
        (date(2020, 6, 2), "in-future"),
    ],
)
def test_a_step_is_noted_after_the_one_before_it_and_not_ahead(day: date, why: str | None) -> None:
    days = Days(last=date(2020, 5, 1), today=date(2020, 6, 1), deal_ends=date(2023, 7, 31))
    assert code(may_be_on(day, days, "Art. 10")) == why


def test_after_the_end_of_the_deal_nothing_changes_it() -> None:
    days = Days(last=date(2020, 5, 1), today=date(2024, 1, 1), deal_ends=date(2023, 7, 31))
    assert may_be_on(date(2023, 7, 31), days, "Art. 10") is None
    assert code(may_be_on(date(2023, 8, 1), days, "Art. 10")) == "deal-ended"


@pytest.mark.parametrize(
    ("steps", "statuses"), [(AMENDMENT_STEPS, AMENDMENT_STATUSES), (ACCESSION_STEPS, ACCESSION_STATUSES)]
)
def test_only_steps_of_the_table_and_never_into_force_by_hand(steps: Steps, statuses: tuple[str, ...]) -> None:
    assert set(steps) == set(statuses)
    for status in statuses:
        for to in statuses:
            allowed = to in steps[status] and to not in ("in-force", "refused")
            assert (may_step(steps, status, to, "Art. 10") is None) == allowed


def test_the_four_weeks_run_from_the_day_on_which_it_was_made_known() -> None:
    assert talks_due(KNOWN_ON, 4) == DUE_ON


@pytest.mark.parametrize(
    ("started_on", "ended", "today", "state"),
    [
        (None, False, DUE_ON, "running"),
        (None, False, DUE_ON + timedelta(days=1), "overdue"),
        (None, True, DUE_ON + timedelta(days=1), "stopped"),
        (DUE_ON, False, DUE_ON + timedelta(days=50), "in-time"),
        (DUE_ON + timedelta(days=1), True, DUE_ON + timedelta(days=50), "late"),
    ],
)
def test_the_clock_of_the_talks(started_on: date | None, ended: bool, today: date, state: str) -> None:
    assert talks_state(DUE_ON, started_on, ended, today) == state
