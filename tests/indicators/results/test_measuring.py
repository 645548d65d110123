"""What every measurement says of itself, and when a new one is kept."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from services.contracts.indicators import Asked
from services.indicators.results.measuring import Answers, Definition, Kept, changes, definition_from, key, measure
from services.indicators.results.rules import Facts
from tests.indicators.results.test_rules import facts, offer, registry

NOW = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
PROJECTS = Definition("projects-per-meeting-place", 2, "projecten", 3, "meeting-place")
PLACES = Definition("meeting-places-per-wijk", 1, "ontmoetingsplekken", 1, "meeting-place")


def answers(given: Facts) -> Answers:
    return Answers(
        given,
        {
            "wijken": Asked(service="participation", path="/v1/wijken", asked_at=NOW, total=4, checksum="w"),
            "place-offers": Asked(
                service="participation", path="/v1/place-offers", asked_at=NOW, total=1, checksum="o"
            ),
            "projects": Asked(service="projects", path="/v1/projects", asked_at=NOW, total=1, checksum="p"),
        },
    )


def rows(definition: Definition, given: Facts, now: datetime = NOW) -> dict[str, dict[str, Any]]:
    return {row["area_id"]: row for row in measure(definition, answers(given), now)}


def test_a_figure_says_what_it_is_and_where_it_came_from() -> None:
    row = rows(PROJECTS, facts(offer("De Wissel", "moerwijk", "a"), projects=registry("a")))["moerwijk"]
    assert (row["value"], row["unit"], row["definition_version"]) == (1, "projecten", 2)
    assert (row["status"], row["status_reason"]) == ("provisional", None)
    assert (row["target"], row["target_met"]) == (3, False)
    assert row["uncertainty"] == {"kind": "none", "reason": "count"}
    assert [asked["path"] for asked in row["source"]] == ["/v1/wijken", "/v1/place-offers", "/v1/projects"]
    assert row["source"][0]["askedAt"] == "2026-03-01T23:30:00Z"


def test_the_period_is_the_day_in_the_wijk_not_in_greenwich() -> None:
    assert rows(PLACES, facts())["moerwijk"]["period"] == date(2026, 3, 2)


def test_a_figure_names_only_the_questions_that_it_came_from() -> None:
    assert {asked["service"] for asked in rows(PLACES, facts())["moerwijk"]["source"]} == {"participation"}


def test_a_figure_that_can_not_be_given_says_why() -> None:
    row = rows(PROJECTS, facts())["moerwijk"]
    assert (row["value"], row["status"], row["status_reason"]) == (None, "impossible", "no-meeting-place")
    assert row["target_met"] is None


def test_the_same_outcome_later_only_confirms() -> None:
    given = facts(offer("De Wissel", "moerwijk", "a"), projects=registry("a"))
    first = list(rows(PROJECTS, given).values())
    kept = {key(row): Kept(uuid4(), row["fingerprint"]) for row in first}
    later = list(rows(PROJECTS, given, NOW + timedelta(days=3)).values())
    difference = changes(kept, later)
    assert (difference.new, difference.superseded) == ([], [])
    assert sorted(difference.confirmed) == sorted(each.id for each in kept.values())


def test_another_outcome_supersedes_and_a_place_that_is_gone_too() -> None:
    known = registry("a", "b")
    first = rows(PROJECTS, facts(offer("De Wissel", "moerwijk", "a"), offer("Weg", "bouwlust", "a"), projects=known))
    kept = {key(row): Kept(uuid4(), row["fingerprint"]) for row in first.values()}
    second = rows(PROJECTS, facts(offer("De Wissel", "moerwijk", "a", "b"), projects=known))
    difference = changes(kept, list(second.values()))
    assert {row["area_label"] for row in difference.new} == {"De Wissel", "Moerwijk", "Bouwlust", "Den Haag Zuidwest"}
    assert len(difference.superseded) == 5
    assert len(difference.confirmed) == 2


def test_a_new_definition_version_gives_a_new_figure() -> None:
    given = facts(offer("De Wissel", "moerwijk"))
    kept = {key(row): Kept(uuid4(), row["fingerprint"]) for row in rows(PROJECTS, given).values()}
    newer = Definition("projects-per-meeting-place", 3, "projecten", 3, "meeting-place")
    assert len(changes(kept, list(rows(newer, given).values())).new) == len(kept)


def content(**changed: Any) -> dict[str, Any]:
    said = {"id": PROJECTS.indicator_id, "version": 2, "unit": {"nl": "projecten"}, "target": {"value": 3}}
    return said | {"place_kind": "meeting-place"} | changed


def test_only_definitions_that_can_be_counted_are_counted() -> None:
    assert definition_from(content()) == PROJECTS
    assert definition_from(content(id="social-cohesion")) is None
    assert definition_from(content(target={"value": None})) is None
    assert definition_from(content(place_kind=None)) is None
