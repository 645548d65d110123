"""A line of the audit as a sentence."""

from datetime import date
from typing import Any

import pytest

from services.projects.changes.story_rules import Told, is_open, shown, story

DAY = date(2021, 5, 12)


@pytest.mark.parametrize(
    ("told", "language", "sentence"),
    [
        (
            Told(DAY, "change", {"status": ["intended", "running"]}, "programme", "subsidie beschikt"),
            "nl",
            "12 mei 2021: status van ‘intended’ naar ‘running’ (programme): subsidie beschikt",
        ),
        (Told(DAY, "create", {"title": [None, "Tuin"]}), "nl", "12 mei 2021: aangemaakt"),
        (Told(DAY, "remove", {"title": ["Tuin", None]}), "en", "12 May 2021: removed"),
        (Told(DAY, "change", {"lead": [None, "Zebra"]}), "en", "12 May 2021: lead becomes ‘Zebra’"),
        (Told(DAY, "change", {"lead": ["Zebra", None]}), "nl", "12 mei 2021: lead vervalt (‘Zebra’)"),
        (Told(DAY, "change", {"wijken": [["a"], ["a", "b"]]}), "nl", "12 mei 2021: wijken van ‘a’ naar ‘a, b’"),
        (
            Told(DAY, "talking", {"status": ["made-known", "talking"]}),
            "nl",
            "12 mei 2021: in overleg: status van ‘made-known’ naar ‘talking’",
        ),
        (Told(DAY, "call", {"called": True}), "nl", "12 mei 2021: call"),
    ],
)
def test_what_is_said(told: Told, language: str, sentence: str) -> None:
    assert story(told, language) == sentence


def test_a_long_list_of_fields_and_a_long_value_are_cut() -> None:
    change: dict[str, Any] = {f"f{number}": ["x" * 200, "y"] for number in range(9)}
    said = story(Told(DAY, "change", change), "nl")
    assert said.endswith(", …")
    assert "x" * 119 + "…" in said
    assert "x" * 120 not in said


def test_what_is_not_known_to_be_open_is_not() -> None:
    names = {"project": True, "deal-theme": True, "milestone": True, "evidence": True, "progress-update": True}
    closed = dict.fromkeys(["report", "risk", "document", "booking-import", "need", "course-period"], False)
    assert {name: is_open(name) for name in names | closed} == names | closed


def test_fields_have_the_names_of_the_api_and_who_said_it_is_for_the_office() -> None:
    change = {"amount_cents": [None, 5], "validOn": [None, "2020-01-01"], "who": [None, "office"]}
    said = {"amountCents": [None, 5], "validOn": [None, "2020-01-01"]}
    assert shown(change, office=False) == said
    assert shown(change, office=True) == said | {"who": [None, "office"]}
