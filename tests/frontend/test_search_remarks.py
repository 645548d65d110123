"""What a page of results says of how it was found."""

from datetime import timedelta
from typing import Any

import pytest

from tests.frontend.conftest import Site
from tests.frontend.reading_html import parsed, text_of, texts_of
from tests.frontend.stand_in_house import NOW


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("some-words", "Niet al uw woorden passen. Dit lijkt erop."),
        ("related", "Dit woord vonden wij niet. Dit lijkt erop."),
        ("other-filters", "Met al uw keuzes is er niets. Dit past wel bij uw woorden."),
    ],
)
def test_it_says_that_it_is_something_else(site: Site, reason: str, said: str) -> None:
    site.house.remarks = {"instead": {"reason": reason, "dropped": []}}
    assert said in text_of(parsed(site.visitor.get("/activiteiten?q=gym")), "main")


def test_it_says_what_a_word_was_taken_for(site: Site) -> None:
    site.house.remarks = {"corrected": "gym"}
    assert "“gym”" in text_of(parsed(site.visitor.get("/activiteiten?q=gimm")), "main")


@pytest.mark.parametrize(("language", "title"), [("", "Dit lijkt erop"), ("/en", "This comes close")])
def test_what_only_looks_like_it_stands_apart(site: Site, language: str, title: str) -> None:
    def cards(remarks: dict[str, Any]) -> tuple[list[str], list[int]]:
        site.house.remarks = remarks
        page = parsed(site.visitor.get(f"{language}/activiteiten"))
        lists = [len(each.css(".activity-card")) for each in page.css("main .card-list")]
        return texts_of(page, "main h2"), lists

    before, (whole,) = cards({})
    after, lists = cards({"related": 2})
    assert lists == [whole - 2, 2]
    assert [title] == [each for each in after if each not in before]


TODAY = NOW.date()
NOTHING_SAID: dict[str, Any] = {"weekdays": [], "partsOfDay": [], "firstDay": None, "lastDay": None}


@pytest.mark.parametrize(
    ("language", "when", "said"),
    [
        ("", {"weekdays": [3], "partsOfDay": ["afternoon"]}, "Wanneer: woensdag, 's middags."),
        ("", {"weekdays": [6, 7]}, "Wanneer: zaterdag en zondag."),
        ("/en", {"partsOfDay": ["evening"]}, "When: in the evening."),
        ("/en", {"firstDay": "{today}", "lastDay": "{today}"}, "When: today."),
        ("", {"firstDay": "{today}", "lastDay": "{tomorrow}"}, "Wanneer: vandaag en morgen."),
        ("", {"firstDay": "{today}", "lastDay": "{sunday}"}, "Wanneer: vandaag tot en met zondag 29 november."),
    ],
)
def test_it_says_when_it_took_somebody_to_mean(site: Site, language: str, when: dict[str, Any], said: str) -> None:
    days = {
        f"{{{name}}}": (TODAY + timedelta(days=n)).isoformat()
        for n, name in ((0, "today"), (1, "tomorrow"), (5, "sunday"))
    }
    meant = {name: days.get(value, value) if isinstance(value, str) else value for name, value in when.items()}
    site.house.remarks = {"when": NOTHING_SAID | meant}
    assert said in text_of(parsed(site.visitor.get(f"{language}/activiteiten?q=gym")), "main")


def test_a_moment_that_was_left_out_is_not_said_as_if_it_were_kept(site: Site) -> None:
    left_out = {"reason": "other-filters", "dropped": ["to"]}
    site.house.remarks = {"when": NOTHING_SAID | {"weekdays": [3]}, "instead": left_out}
    assert "Wanneer: woensdag" not in text_of(parsed(site.visitor.get("/activiteiten?q=gym")), "main")
