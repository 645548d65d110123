"""Texts, dates and rhythms as people say them."""

import re
from datetime import UTC, date, datetime

import pytest

from frontend import texts
from frontend.dates import span_in_words
from frontend.rhythm import Rhythm, rhythm_in_words, rhythm_of, rrule_of
from frontend.templates import FOLDER

TODAY = date(2026, 11, 24)
MARKUP = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|[\w-]+=\"[^\"]*\"", re.DOTALL)
CALL = re.compile(r"""(?<![\w.])(?:t|say)\(\s*["']([a-z_.]+)["']""")


def sources() -> list[str]:
    files = [path for ending in ("*.html", "*.py") for path in FOLDER.rglob(ending) if "node_modules" not in path.parts]
    return [path.read_text(encoding="utf-8") for path in files]


def test_every_text_that_a_page_names_exists() -> None:
    known = texts.texts_of("nl")
    named = {key for source in sources() for key in CALL.findall(source) if not key.endswith(".")}
    assert len(named) > 100
    assert {key for key in named if key not in known and f"{key}.one" not in known} == set()


def test_no_page_holds_words_of_its_own() -> None:
    """Between tags there is nothing but what the locale says, and punctuation."""
    for path in FOLDER.rglob("*.html"):
        if "node_modules" in path.parts:
            continue
        bare = MARKUP.sub(" ", path.read_text(encoding="utf-8"))
        assert re.findall(r"[A-Za-z]{2,}", re.sub(r"&\w+;", "", bare)) == [], path


def test_a_text_that_nobody_wrote_is_noticed() -> None:
    with pytest.raises(KeyError):
        texts.say("no.such.text")


def test_a_text_that_another_language_lacks_is_said_in_dutch(
    tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = texts.LOCALES.__class__(str(tmp_path))
    (folder / "nl.toml").write_text((texts.LOCALES / "nl.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "tr.toml").write_text('[site]\nhome = "Ana sayfa"\n', encoding="utf-8")
    monkeypatch.setattr(texts, "LOCALES", folder)
    texts.texts_of.cache_clear()
    reset = texts.language.set("tr")
    try:
        assert texts.say("site.home") == "Ana sayfa"
        assert texts.say("site.activities") == "Activiteiten"
    finally:
        texts.language.reset(reset)
        texts.texts_of.cache_clear()


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "vandaag, 10.00 tot 11.30 uur"),
        (datetime(2026, 11, 25, 9, 0, tzinfo=UTC), "morgen, 10.00 tot 11.30 uur"),
        (datetime(2026, 11, 29, 7, 5, tzinfo=UTC), "zondag 29 november, 8.05 tot 9.35 uur"),
        (datetime(2027, 7, 1, 8, 0, tzinfo=UTC), "donderdag 1 juli 2027, 10.00 tot 11.30 uur"),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "morgen, 0.30 tot 2.00 uur"),
    ],
)
def test_dates_are_said_in_local_time(start: datetime, words: str) -> None:
    end = datetime.fromtimestamp(start.timestamp() + 90 * 60, UTC)
    assert span_in_words(start, end, TODAY) == words


@pytest.mark.parametrize(
    ("rrule", "words"),
    [
        (None, None),
        ("FREQ=WEEKLY", "elke dinsdag"),
        ("FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,TH", "elke dinsdag en donderdag"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "maandag tot en met vrijdag"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "elke dag"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "om de week op woensdag"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270301T225959Z", "elke dinsdag, tot en met maandag 1 maart 2027"),
        ("FREQ=MONTHLY;BYDAY=1TU", "elke eerste dinsdag van de maand"),
        ("FREQ=MONTHLY;BYDAY=2WE,-1WE", "elke tweede en laatste woensdag van de maand"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU", None),
    ],
)
def test_a_rule_is_said_as_people_do(rrule: str | None, words: str | None) -> None:
    assert rhythm_in_words(rrule, datetime(2026, 11, 24, 9, tzinfo=UTC), TODAY) == words


@pytest.mark.parametrize(
    "rhythm",
    [
        Rhythm("once"),
        Rhythm("weekly", (2,)),
        Rhythm("weekly", (2, 5), date(2027, 1, 31)),
        Rhythm("fortnightly", (2, 7)),
        Rhythm("monthly", (2,), nth=(1, -1)),
        Rhythm("monthly", (2, 4), date(2027, 1, 31), (3,)),
    ],
)
def test_what_the_form_says_comes_back_to_the_form(rhythm: Rhythm) -> None:
    assert rhythm_of(rrule_of(rhythm, TODAY)) == rhythm


@pytest.mark.parametrize(
    "rrule",
    [
        "FREQ=MONTHLY;BYDAY=1TU,2WE",
        "FREQ=MONTHLY;BYDAY=TU",
        "FREQ=WEEKLY;COUNT=5",
        "FREQ=WEEKLY;INTERVAL=3",
        "FREQ=DAILY",
    ],
)
def test_a_rule_that_the_form_can_not_show_is_left_as_it_is(rrule: str) -> None:
    assert rhythm_of(rrule) == Rhythm("other")
