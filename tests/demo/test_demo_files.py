"""The demo is rich enough to show every filter, and plain enough to read at language level A2."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

from tests.demo.opening_hours import opening_hours
from tests.demo.sample import (
    Row,
    activities,
    place_of,
    places,
    projects,
    published,
    sentences,
    several,
    wijk_of,
    words_per_sentence,
)

WIJKEN = ["bouwlust", "moerwijk", "morgenstond", "vrederust"]
KINDS = ["meeting-place", "library", "sports-venue", "business-centre", "garden", "school", "house-of-worship"]
IN_EVERY_WIJK = ["meeting-place", "library", "sports-venue", "garden", "school", "house-of-worship"]
ASPECTS = ["step_free", "toilet", "lift", "hearing_loop", "parking", "quiet_room"]
CATEGORIES = [
    *("meeting", "food", "language", "digital", "sport", "health", "crafts", "music-and-culture"),
    *("green", "repair", "children", "young-people", "money-and-help", "work", "enterprise", "volunteering"),
]
STEPS = ["meet", "take-part", "volunteer", "learn", "work"]
FOR_WHOM = [
    *("everyone", "women", "men", "children", "young-people", "parents", "seniors"),
    *("job-seekers", "newcomers", "entrepreneurs", "informal-carers"),
]
LANGUAGES = ["nl", "en", "tr", "ar", "pl", "bg", "pap"]
BOUNDS = {  # south, north, west, east: the wijk's box in degrees, rounded outwards
    "bouwlust": (52.033, 52.052, 4.245, 4.274),
    "vrederust": (52.025, 52.044, 4.235, 4.281),
    "morgenstond": (52.040, 52.058, 4.261, 4.289),
    "moerwijk": (52.041, 52.060, 4.283, 4.310),
}


def each(rows: list[Row]) -> Callable[[Callable[[Row], None]], Callable[[], None]]:
    """One test of all rows, which names those that are wrong: two thousand small ones take ten times as long."""

    def of_all(check: Callable[[Row], None]) -> Callable[[], None]:
        def test() -> None:
            wrong = {}
            for row in rows:
                try:
                    check(row)
                except AssertionError as error:
                    wrong[row["key"]] = str(error)
            assert wrong == {}

        return test

    return of_all


def test_keys_are_slugs_and_name_one_row_each() -> None:
    for rows in (places(), activities()):
        keys = [row["key"] for row in rows]
        assert [key for key, times in Counter(keys).items() if times > 1] == []
        assert [key for key in keys if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []


def test_there_are_enough_places_and_activities() -> None:
    assert len(places()) >= 44
    assert len(activities()) >= 320
    assert len(published()) >= 300
    assert {row["status"] for row in activities()} == {"published", "draft", "paused", "ended"}


def test_every_wijk_has_its_kinds_of_places() -> None:
    found = Counter((place["wijk"], place["kind"]) for place in places())
    assert {kind for _, kind in found} == set(KINDS)
    assert [wijk for wijk in WIJKEN if found[wijk, "meeting-place"] < 4] == []
    assert [(wijk, kind) for wijk in WIJKEN for kind in IN_EVERY_WIJK if not found[wijk, kind]] == []


def test_the_promises_of_article_3_are_kept_in_some_wijken_only() -> None:
    guided = {place["wijk"] for place in places() if place["professional_guidance"] == "yes"}
    business = {place["wijk"] for place in places() if place["kind"] == "business-centre"}
    assert 0 < len(guided) < len(WIJKEN)
    assert 0 < len(business) < len(WIJKEN)
    assert 0 < sum(place["tasks_taken_over"] != "" for place in places()) < len(places())


@each(places())
def test_a_place_is_complete(row: Row) -> None:
    south, north, west, east = BOUNDS[row["wijk"]]
    assert south <= float(row["lat"]) <= north
    assert west <= float(row["lon"]) <= east
    assert re.fullmatch(r"25\d\d [A-Z]{2}", row["postcode"])
    assert re.fullmatch(r"070 555 \d\d \d\d", row["phone"]), "a made-up number"
    assert row["email"].endswith("@example.org")
    assert {row[aspect] for aspect in ASPECTS} <= {"yes", "no", "unknown"}
    assert (row["professional_guidance"] != "") == (row["kind"] == "sports-venue")
    assert int(row["surface_m2"]) > 0
    assert all(row[column] for column in ("name", "street_address", "city", "organisation", "opening_hours"))
    assert len(row["summary"]) <= 140


@each(activities())
def test_an_activity_uses_known_values(row: Row) -> None:
    assert row["place"] in {place["key"] for place in places()}
    assert row["category"] in CATEGORIES
    assert row["step"] in STEPS
    assert set(several(row["for_whom"])) <= set(FOR_WHOM)
    assert several(row["languages"]) and several(row["for_whom"])
    assert row["dutch_level"] in {"0", "1", "2", "3", "4"}
    assert row["free"] in {"yes", "no"}
    assert (row["cost_text"] == "Gratis") == (row["free"] == "yes")
    assert row["joining"] in {"walk-in", "per-date", "series"}
    assert (row["capacity"] != "") == (row["joining"] != "walk-in")
    assert row["capacity"] == "" or int(row["capacity"]) > 0


@each(activities())
def test_an_activity_has_a_schedule(row: Row) -> None:
    assert re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", row["start"])
    assert re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", row["end"])
    assert row["start"] < row["end"]
    if row["once_in_days"]:
        assert int(row["once_in_days"]) > 0
        assert [row[column] for column in ("weekdays", "every_weeks", "starts_in_days", "ends_in_days")] == [""] * 4
    else:
        assert set(several(row["weekdays"])) <= set("1234567")
        assert row["weekdays"] != ""
        assert row["every_weeks"] in {"1", "2"}
        assert set(several(row["not_in"])) <= {"public-holidays", "school-holidays", "ramadan"}
        assert int(row["starts_in_days"]) < int(row["ends_in_days"] or 1000)


@each([row for row in activities() if row["weekdays"]])
def test_the_place_is_open_during_its_activity(row: Row) -> None:
    hours = opening_hours(place_of(row)["opening_hours"])
    for weekday in several(row["weekdays"]):
        opens, closes = hours[weekday]
        assert opens <= row["start"]
        assert row["end"] <= closes


@each(activities())
def test_only_an_ended_activity_is_over(row: Row) -> None:
    over = row["ends_in_days"] != "" and int(row["ends_in_days"]) <= 0
    assert over == (row["status"] == "ended")


@each([row for row in activities() if row["project"]])
def test_a_project_runs_in_the_wijk_of_its_activity(row: Row) -> None:
    project = projects()[row["project"]]
    assert wijk_of(row) in project["wijken"]
    if row["status"] == "published":
        assert project["status"] == "running"


@each(activities())
def test_an_activity_is_told_in_short_plain_dutch(row: Row) -> None:
    text = f"{row['title']} {row['summary']} {row['description']} {row['bring']} {row['cost_text']}"
    assert len(row["title"]) <= 60
    assert len(row["summary"]) <= 140
    assert row["summary"].endswith((".", "?"))
    assert 2 <= len(sentences(row["description"])) <= 4
    assert max(len(sentence.split()) for sentence in sentences(row["description"])) <= 15
    assert not re.search(r"!|\b(je|jij|jou|jouw|jullie)\b", text, re.IGNORECASE)


def test_sentences_are_short_on_average() -> None:
    assert words_per_sentence([row["summary"] for row in activities() + places()]) <= 10
    assert words_per_sentence([row["description"] for row in activities()]) <= 10


def test_every_text_is_written_for_its_own_activity() -> None:
    for column in ("summary", "description"):
        texts = Counter(row[column] for row in activities())
        assert [text for text, times in texts.items() if times > 1] == []


def test_every_choice_of_the_filters_finds_something() -> None:
    def found(column: str) -> set[str]:
        return {value for row in published() for value in several(row[column])}

    assert found("category") == set(CATEGORIES)
    assert found("step") == set(STEPS)
    assert found("for_whom") == set(FOR_WHOM)
    assert found("languages") >= set(LANGUAGES)
    assert found("joining") == {"walk-in", "per-date", "series"}
    assert found("every_weeks") == {"1", "2"}
    assert any(row["once_in_days"] for row in published())


@pytest.mark.parametrize("wijk", WIJKEN)
def test_there_is_always_something_free_tomorrow(wijk: str) -> None:
    weekdays = {day for row in published() if wijk_of(row) == wijk and _always_free(row) for day in row["weekdays"]}
    assert weekdays - {","} == set("1234567")


def test_meeting_places_differ_in_their_number_of_projects() -> None:
    offered: dict[str, set[str]] = {place["key"]: set() for place in places() if place["kind"] == "meeting-place"}
    for row in published():
        if row["place"] in offered and row["project"]:
            offered[row["place"]].add(row["project"])
    per_number = defaultdict(set)
    for place, keys in offered.items():
        per_number[min(len(keys), 3)].add(place)
    assert set(per_number) == {0, 1, 2, 3}
    assert "buurtkamer-moerwijk-oost" in per_number[2]
    assert "buurtkamer-heeswijkplein" in per_number[3]


def test_somewhat_over_half_of_the_activities_belong_to_a_project() -> None:
    share = sum(row["project"] != "" for row in activities()) / len(activities())
    assert 0.5 <= share <= 0.7


def _always_free(row: Row) -> bool:
    """Free, every week, begun, without an end, on holidays too."""
    weekly = row["every_weeks"] == "1" and not row["ends_in_days"] and not row["not_in"]
    return row["free"] == "yes" and weekly and int(row["starts_in_days"]) < 0
