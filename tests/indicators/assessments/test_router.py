"""`/v1/assessments` over figures as the estimation hands them over, and `/v1/unusable-baselines`."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest

from services.contracts.indicators import AssessmentShape
from services.indicators.assessments.worlds import store_changes
from services.indicators.results.estimated import Estimated, Period
from services.indicators.results.storing import store_estimates
from services.kit.database import Database, connection_of
from tests.indicators.neighbours import Neighbours
from tests.tokens import bearer

COHESION, UNSAFE, DEBT, PERSONS = "social-cohesion", "feeling-unsafe", "problematic-debt", "activated"
DATASET = UUID("00000000-0000-0000-0000-0000000000d5")
PERIODS = {
    "2019-najaar": Period(label="2019-najaar", starts=date(2019, 9, 1), ends=date(2019, 11, 30)),
    "2021-najaar": Period(label="2021-najaar", starts=date(2021, 9, 1), ends=date(2021, 11, 30)),
    "2023-najaar": Period(label="2023-najaar", starts=date(2023, 9, 1), ends=date(2023, 11, 30)),
    "2019": Period(label="2019", starts=date(2019, 1, 1), ends=date(2019, 12, 31)),
    "2022": Period(label="2022", starts=date(2022, 1, 1), ends=date(2022, 12, 31)),
}
AREAS = {"deal": ("den-haag-zuidwest", "Zuidwest"), "city": ("gm0518", "Den Haag"), "wijk": ("moerwijk", "Moerwijk")}
Store = Callable[..., None]


def figure(indicator: str, area: str, period: str, value: float, group: str | None = None, **more: Any) -> Estimated:
    area_id, label = AREAS[area]
    sampled = {"uncertainty": {"kind": "sampling"}, "se": 0.1, "df": 200.0, "lower": value - 0.2, "upper": value + 0.2}
    said: dict[str, Any] = {
        "indicator_id": indicator, "definition_version": 1, "area_kind": area, "area_id": area_id, "area_label": label,
        "wijk": area_id if area == "wijk" else None, "period": PERIODS[period], "value": value, "unit": "x",
        "comparability_group": group, "dataset_ids": [DATASET],
    }  # fmt: skip
    return Estimated(**{**said, **sampled, **more})


@pytest.fixture
def store(loaded: Database) -> Store:
    def keep(*figures: Estimated) -> None:
        with loaded.writing() as session:
            store_estimates(session, figures, datetime.now(UTC))

    return keep


def assessed(client: httpx.Client, indicator: str, role: str = "analyst", **query: Any) -> dict[str, AssessmentShape]:
    headers = bearer(role) if role else {}
    answer = client.get("/v1/assessments", params={"indicator": indicator, "pageSize": 100, **query}, headers=headers)
    assert answer.status_code == 200, answer.text
    items = [AssessmentShape.model_validate(item) for item in answer.json()["items"]]
    return {item.area_id: item for item in items}


def test_without_figures_every_agreement_has_no_data(client: httpx.Client, store: Store) -> None:
    found = assessed(client, COHESION, "")
    assert list(found) == ["den-haag-zuidwest", "bouwlust", "vrederust", "morgenstond", "moerwijk"]
    assert {item.verdict for item in found.values()} == {"no-data"}
    assert found["moerwijk"].target.text.startswith("0,5 punt hoger")
    assert found["moerwijk"].words == "Er is nog geen cijfer."


def test_a_change_since_the_baseline_and_the_gap_to_the_city(client: httpx.Client, store: Store) -> None:
    for period, value, city in (("2019-najaar", 5.0, 5.9), ("2023-najaar", 5.8, 6.0)):
        store(
            figure(COHESION, "deal", period, value),
            figure(COHESION, "city", period, city),
            figure(COHESION, "deal", period, value - city, measure="gap", se=0.05),
        )
    found = assessed(client, COHESION)["den-haag-zuidwest"]
    assert (found.verdict, found.share_of_time, found.expected) == ("achieved", 1.0, 0.5)
    assert found.change and found.change.value == pytest.approx(0.8)
    assert found.probability == pytest.approx(0.983, abs=0.001)
    assert found.gap and found.gap.verdict == "smaller"
    assert found.gap.latest and found.gap.baseline and found.gap.change
    assert [found.gap.latest.value, found.gap.baseline.value] == pytest.approx([0.2, 0.9])
    assert "Het verschil met het gemiddelde in Den Haag is 0,2 punt." in found.words
    assert found.latest and found.baseline
    assert found.basis == [found.latest.measurement_id, found.baseline.measurement_id]


def test_a_break_between_2019_and_2021_is_not_comparable(client: httpx.Client, store: Store) -> None:
    store(
        figure(COHESION, "deal", "2019-najaar", 5.0, "ivm-2019"),
        figure(COHESION, "deal", "2021-najaar", 5.1, "vm-2021"),
        figure(COHESION, "deal", "2021-najaar", -0.7, "vm-2021", measure="gap"),
    )
    found = assessed(client, COHESION)["den-haag-zuidwest"]
    assert (found.verdict, found.reason, found.change, found.probability) == ("not-comparable", "break", None, None)
    assert found.gap and found.gap.verdict == "no-baseline"
    assert "niet te vergelijken" in found.words


def test_until_a_day_only_what_was_measured_by_then(client: httpx.Client, store: Store) -> None:
    for period, value in (("2019-najaar", 5.0), ("2021-najaar", 5.2), ("2023-najaar", 5.8)):
        store(figure(COHESION, "deal", period, value))

    def latest(until: str) -> str | None:
        found = assessed(client, COHESION, until=until)["den-haag-zuidwest"].latest
        return found.period if found else None

    days = ("2020-12-31", "2021-11-29", "2021-11-30", "2023-12-31")
    assert [latest(day) for day in days] == [None, None, "2021-najaar", "2023-najaar"]
    assert client.get("/v1/assessments", params={"until": "ooit"}).status_code == 400


def test_until_a_day_a_count_is_the_one_that_held_then(
    loaded: Database, client: httpx.Client, owner: psycopg.Connection
) -> None:
    asked = "INSERT INTO indicators.refresh (id, status, requested_by, finished_at) VALUES (%s, 'done', 'x', now())"
    owner.execute(asked, (DATASET,))
    add = (
        "INSERT INTO indicators.measurement (indicator_id, definition_version, area_kind, area_id, area_label, period,"
        " value, unit, status, uncertainty, detail, source, fingerprint, refresh_id, measured_at, confirmed_at,"
        " superseded_at) VALUES ('links-between-projects', 1, 'deal', 'den-haag-zuidwest', 'Zuidwest', %s::date, %s,"
        " 'x', 'provisional', '{\"kind\": \"none\"}', '{}', '[]', %s, %s, %s, %s, %s)"
    )
    for day, count, superseded in (("2020-05-01", 3, "2021-02-01"), ("2021-02-01", 7, None)):
        owner.execute(add, (day, count, day, DATASET, day, day, superseded))
    owner.commit()

    def value(**query: str) -> float | None:
        found = assessed(client, "links-between-projects", "", **query)["den-haag-zuidwest"].latest
        return found.value if found else None

    assert [value(until=day) for day in ("2020-04-30", "2020-12-31", "2021-02-01")] == [None, 3, 7]
    assert value() == 7


def changes(owner: psycopg.Connection) -> dict[str, list[Any]]:
    """Measure → value, status and reason of the newest."""
    found = owner.execute(
        "SELECT measure, value::float8, status, status_reason FROM indicators.measurement"
        " WHERE superseded_at IS NULL AND measure IN ('change', 'gap-change')"
    )
    return {measure: rest for measure, *rest in found.fetchall()}


def test_changes_are_figures_and_a_break_is_one_without_value(
    loaded: Database, store: Store, owner: psycopg.Connection, client: httpx.Client
) -> None:
    def measured(group: str) -> None:
        for period, value, of in (("2019-najaar", 5.0, "ivm-2019"), ("2021-najaar", 5.4, group)):
            store(figure(COHESION, "deal", period, value, of))
            store(figure(COHESION, "deal", period, value - 6, of, measure="gap"))
        with loaded.writing() as session:
            store_changes(connection_of(session), session, [COHESION], datetime.now(UTC))

    measured("ivm-2019")
    assert changes(owner) == {
        "change": [pytest.approx(0.4), "provisional", None], "gap-change": [pytest.approx(0.4), "provisional", None]
    }  # fmt: skip
    measured("vm-2021")
    assert changes(owner) == {
        "change": [None, "not-comparable", "break"], "gap-change": [None, "not-comparable", "break"]
    }  # fmt: skip
    measured("ivm-2019")
    body = {"indicatorId": COHESION, "period": "2019-najaar", "reason": "De respons was te laag."}
    assert client.post("/v1/unusable-baselines", json=body, headers=bearer("analyst")).status_code == 201
    assert changes(owner)["change"] == [None, "not-comparable", "unusable-baseline"]


def test_what_no_release_published_is_only_for_who_prepares(client: httpx.Client, store: Store) -> None:
    store(figure(UNSAFE, "deal", "2019-najaar", 30.0), figure(UNSAFE, "deal", "2023-najaar", 19.0))
    assert assessed(client, UNSAFE, "")["den-haag-zuidwest"].verdict == "no-data"
    assert assessed(client, UNSAFE, "coordinator")["den-haag-zuidwest"].verdict == "no-data"
    assert assessed(client, UNSAFE, "approver")["den-haag-zuidwest"].verdict == "achieved"


DRAFT = """
    INSERT INTO indicators.release (id, status, title, notes, selection, report, after_number, preparers)
    VALUES (%(release)s, 'draft', 'Eerste', '', '{}', '{}', 0, '{a}')
"""
CELLS = """
    INSERT INTO indicators.release_cell (release_id, cell_id, measurement_id, status, shown, release_number)
    SELECT %(release)s, m.cell_id, m.id, %(status)s, jsonb_build_object('value', CASE WHEN %(status)s = 'published'
        THEN m.value END, 'lower', m.lower, 'upper', m.upper, 'se', m.se, 'df', m.df, 'statusReason', 'te weinig'), 1
    FROM indicators.measurement m WHERE superseded_at IS NULL AND indicator_id = %(indicator)s
"""
PUBLISH = """
    UPDATE indicators.release SET status = 'published', number = 1, approved_by = 'b', published_at = now(),
        checksum = 'c' WHERE id = %(release)s
"""


@pytest.mark.parametrize(("status", "verdict"), [("published", "achieved"), ("hidden", "no-data")])
def test_what_a_release_shows_is_judged_for_everybody(
    client: httpx.Client, store: Store, owner: psycopg.Connection, status: str, verdict: str
) -> None:
    store(figure(UNSAFE, "deal", "2019-najaar", 30.0), figure(UNSAFE, "deal", "2023-najaar", 19.0))
    for statement in (DRAFT, CELLS, PUBLISH):
        owner.execute(statement, {"release": DATASET, "indicator": UNSAFE, "status": status})
    found = assessed(client, UNSAFE, "")["den-haag-zuidwest"]
    assert found.verdict == verdict
    if status == "published":
        assert found.latest and (found.latest.release, found.latest.status, found.latest.value) == (1, "published", 19)
    else:
        assert (found.reason, found.latest) == ("hidden", None)
        assert "te beschermen" in found.words
        assert "weinig mensen" not in found.words


def test_versions_of_public_and_prepared_differ(client: httpx.Client, store: Store) -> None:
    public = client.get("/v1/assessments")
    tag = {"If-None-Match": public.headers["etag"]}
    assert client.get("/v1/assessments", headers=tag).status_code == 304
    assert client.get("/v1/assessments", headers=tag | bearer("analyst")).status_code == 200
    store(figure(UNSAFE, "deal", "2019-najaar", 30.0))
    assert client.get("/v1/assessments", headers=tag).status_code == 200


def test_a_register_that_rounds_has_bounds_and_no_chance(client: httpx.Client, store: Store) -> None:
    def rounded(area: str, period: str, value: float, lower: float, upper: float) -> Estimated:
        kind = {"kind": "rounding"}
        return figure(DEBT, area, period, value, se=None, df=None, uncertainty=kind, lower=lower, upper=upper)

    store(rounded("deal", "2019", 8.0, 7.9, 8.1), rounded("city", "2019", 5.0, 4.9, 5.1))
    store(rounded("deal", "2022", 7.9, 7.8, 8.0), rounded("city", "2022", 5.0, 4.9, 5.1))
    found = assessed(client, DEBT)["den-haag-zuidwest"]
    assert (found.verdict, found.probability) == ("uncertain", None)
    assert found.change and found.change.uncertainty == "rounding"
    assert [found.change.lower, found.change.upper] == pytest.approx([-0.3, 0.1])
    assert found.gap and found.gap.verdict == "uncertain"
    assert "Het is 0,1 procentpunt lager dan bij de nulmeting." in found.words


def test_an_unusable_baseline_is_no_baseline_until_it_is_taken_back(client: httpx.Client, store: Store) -> None:
    store(figure(COHESION, "deal", "2019-najaar", 5.0), figure(COHESION, "deal", "2023-najaar", 5.8))
    body = {"indicatorId": COHESION, "period": "2019-najaar", "reason": "De respons was te laag."}
    said = client.post("/v1/unusable-baselines", json=body, headers=bearer("analyst"))
    assert said.status_code == 201, said.text
    found = assessed(client, COHESION)["den-haag-zuidwest"]
    assert (found.verdict, found.reason, found.change) == ("no-baseline", "unusable", None)

    assert client.post("/v1/unusable-baselines", json=body, headers=bearer("analyst")).status_code == 409
    address = f"/v1/unusable-baselines/{said.json()['id']}"
    assert client.delete(address, headers=bearer("analyst")).status_code == 428
    taken = client.delete(address, headers=bearer("analyst") | {"If-Match": said.headers["etag"]})
    assert taken.status_code == 200
    assert taken.json()["withdrawnAt"]
    assert client.delete(address, headers=bearer("analyst") | {"If-Match": said.headers["etag"]}).status_code == 412
    assert assessed(client, COHESION)["den-haag-zuidwest"].verdict == "achieved"
    assert [item["reason"] for item in client.get("/v1/unusable-baselines").json()["items"]] == [body["reason"]]


@pytest.mark.usefixtures("store")
def test_flagging_twice_with_one_key_flags_once(client: httpx.Client) -> None:
    body = {"indicatorId": COHESION, "period": "2019-najaar", "reason": "De respons was te laag."}
    headers = bearer("analyst") | {"Idempotency-Key": "one-and-the-same"}
    first, second = (client.post("/v1/unusable-baselines", json=body, headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code, first.json()["id"]) == (201, 201, second.json()["id"])


@pytest.mark.usefixtures("store")
def test_mistakes_are_named(client: httpx.Client) -> None:
    body = {"indicatorId": "happiness", "period": "2019-najaar", "reason": "De respons was te laag."}
    assert client.post("/v1/unusable-baselines", json=body).status_code == 401
    assert client.post("/v1/unusable-baselines", json=body, headers=bearer("approver")).status_code == 403
    assert client.post("/v1/unusable-baselines", json=body, headers=bearer("analyst")).status_code == 400
    answer = client.get("/v1/assessments", params={"verdict": "failed", "page": 0, "wjik": "x"})
    assert {error["location"]["name"] for error in answer.json()["errors"]} == {"verdict", "page", "wjik"}
    assert client.get("/v1/assessments", params={"indicator": "happiness"}).status_code == 400


def test_counts_are_judged_at_once_and_filters_work(
    client: httpx.Client, world: Neighbours, count_again: Callable[[], dict[str, Any]]
) -> None:
    world.places |= {"De Wissel": ("moerwijk", []), "De Kamer": ("bouwlust", [])}
    count_again()
    found = assessed(client, "meeting-places-per-wijk", "")
    assert {area: item.verdict for area, item in found.items()} == {
        "den-haag-zuidwest": "off-track", "bouwlust": "achieved", "vrederust": "off-track",
        "morgenstond": "off-track", "moerwijk": "achieved",
    }  # fmt: skip
    assert found["moerwijk"].words == (
        "Het aantal ontmoetingsplekken is nu 1. Afgesproken is: minimaal één in elke wijk. Dat is gelukt."
    )
    assert set(assessed(client, "meeting-places-per-wijk", "", verdict="achieved")) == {"bouwlust", "moerwijk"}
    assert set(assessed(client, "meeting-places-per-wijk", "", areaKind="deal")) == {"den-haag-zuidwest"}
    places = assessed(client, "projects-per-meeting-place", "", areaKind="place")
    assert {item.area_label for item in places.values()} == {"De Kamer", "De Wissel"}
