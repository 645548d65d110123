"""Results over HTTP, beside a real indicators service, and while it is away."""

from datetime import date, timedelta

import httpx
import psycopg

from services.contracts.projects import ResultsShape
from services.projects.monitoring.kept_answers import ASKING
from tests.projects.reports.conftest import Office, alone, office  # noqa: F401

RESULTS = "/v1/monitoring/results"


def test_each_result_says_how_it_stands_or_why_not(office: Office) -> None:  # noqa: F811
    answer = office.client.get(RESULTS)
    found = ResultsShape.model_validate_json(answer.content, extra="forbid")
    assert (found.fresh, found.total) == (True, office.client.get("/v1/expected-results").json()["total"])
    assert {each.state for each in found.items} == {"not-measured-yet", "by-evidence"}
    cohesion = next(each for each in found.items if each.measured_by.indicator == "social-cohesion")
    assert {each.verdict for each in cohesion.assessments} <= {"no-data", "no-baseline"}
    assert office.client.get(RESULTS, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    one = office.client.get(RESULTS, params={"pillar": 1}).json()["items"]
    assert {each["pillar"] for each in one} == {1}
    assert office.client.get(RESULTS, params={"pillar": 0, "asOf": "ooit"}).status_code == 400


def test_an_earlier_day_gives_what_was_known_then(office: Office) -> None:  # noqa: F811
    now = office.client.get(RESULTS).json()
    before = {"asOf": (date.today() - timedelta(days=3)).isoformat()}  # noqa: DTZ011
    nothing = office.client.get(RESULTS, params=before).json()
    assert (nothing["fresh"], nothing["askedAt"], {each["state"] for each in nothing["items"]}) == (
        False,
        None,
        {"not-measured-yet", "by-evidence"},
    )
    with psycopg.connect(office.database.url) as connection:
        connection.execute("UPDATE projects.kept_answer SET asked_on = asked_on - 5")
    then = office.client.get(RESULTS, params=before).json()
    assert (then["fresh"], then["askedAt"], then["items"]) == (False, now["askedAt"], now["items"])


def test_the_last_good_answer_is_given_with_its_age_while_indicators_is_away(
    office: Office,  # noqa: F811
    alone: httpx.Client,  # noqa: F811
) -> None:
    assert office.client.get(RESULTS).json()["fresh"] is True
    away = alone.get(RESULTS).json()
    assert (away["fresh"], away["askedAt"]) == (False, None)
    assert "geen antwoord" in away["whyNotFresh"]
    assert away["total"] > 0


def test_who_comes_while_it_is_asked_gets_the_last_answer_and_does_not_wait(office: Office) -> None:  # noqa: F811
    first = office.client.get(RESULTS).json()
    with psycopg.connect(office.database.url) as connection:
        connection.execute("UPDATE projects.kept_answer SET asked_at = asked_at - interval '2 minutes'")
    with ASKING:
        meanwhile = office.client.get(RESULTS).json()
    assert (meanwhile["fresh"], meanwhile["items"]) == (False, first["items"])
    assert "opnieuw gevraagd" in meanwhile["whyNotFresh"]
    assert office.client.get(RESULTS).json()["fresh"] is True
