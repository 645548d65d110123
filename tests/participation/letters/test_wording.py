"""Letters to residents: the same in every language, and what people wrote as they wrote it."""

import re
from typing import get_args

import pytest

from services.contracts.participation.proposals import RejectReason
from services.participation.letters.wording import languages, words_in
from services.participation.proposals.letters import accepted, rejected
from services.participation.reports.letters import thanks
from services.participation.wishes.letters import offered, refused

GAP = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_language_has_every_letter_with_the_same_gaps(language: str) -> None:
    dutch, other = words_in("nl"), words_in(language)
    assert {name: each.keys() for name, each in other.items()} == {name: each.keys() for name, each in dutch.items()}
    for name, parts in dutch.items():
        for part, text in parts.items():
            assert sorted(GAP.findall(other[name][part])) == sorted(GAP.findall(text)), (name, part)
    assert other["reason"].keys() == set(get_args(RejectReason))


def test_there_are_five_and_who_reads_another_gets_dutch() -> None:
    assert languages() == {"nl", "en", "tr", "ar", "pl"}
    assert accepted("Schaken", "pap") == accepted("Schaken", "nl") != accepted("Schaken", "tr")


@pytest.mark.parametrize("language", sorted(languages()))
def test_what_people_wrote_stays_as_it_was_typed(language: str) -> None:
    typed = "Samen {fietsen} & “praten”"
    written = (
        refused(typed, "no-room", language),
        offered(typed, "Fietsles", "Buurtkamer", "https://a.test", "https://b.test", language),
        accepted(typed, language),
        rejected(typed, "not-here", language),
        thanks(typed, "changed", language),
    )
    for each in written:
        assert typed in each.text
        assert each.text.endswith("\n")
        assert "\n" not in each.subject


def test_a_refusal_says_why_in_the_same_language() -> None:
    assert "Şimdi bunun için yer veya zaman yok." in refused("Yüzmek", "no-room", "tr").text
    assert "Haklıydınız" in thanks("Kahve", "changed", "tr").text
