"""Figures of datasets as they are kept: apart from what is counted, and never public by themselves."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
from psycopg.rows import dict_row

from services.indicators.results.estimated import Estimated, Period
from services.indicators.results.storing import store_estimates
from services.kit.database import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATASET = UUID("00000000-0000-0000-0000-0000000000d1")
AUTUMN = Period(label="2019-najaar", starts=date(2019, 9, 1), ends=date(2019, 11, 30))
AUTUMN_2023 = Period(label="2023-najaar", starts=date(2023, 9, 1), ends=date(2023, 11, 30))


def figure(name: str, value: float | None = 5.1, **more: Any) -> Estimated:
    said: dict[str, Any] = {
        "indicator_id": "social-cohesion",
        "definition_version": 1,
        "area_kind": "wijk",
        "area_id": name,
        "area_label": name.title(),
        "wijk": name,
        "period": AUTUMN,
        "value": value,
        "unit": "rapportcijfer (0 tot 10)",
        "uncertainty": {"kind": "sampling", "method": "t"},
        "lower": None if value is None else value - 0.2,
        "upper": None if value is None else value + 0.2,
        "level": 0.95,
        "se": 0.1,
        "df": 118.0,
        "respondents": 120,
        "denominator": 21_300,
        "comparability_group": "ivm-2019",
        "dataset_ids": [DATASET],
    }
    return Estimated(**said | more)


def rows(owner: psycopg.Connection) -> list[dict[str, Any]]:
    with owner.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(
            "SELECT * FROM indicators.measurement WHERE superseded_at IS NULL ORDER BY area_id, measure, period"
        ).fetchall()


def stored(database: Database, *figures: Estimated, now: datetime = NOW) -> tuple[int, int, int]:
    """How many were new, taken away, confirmed."""
    with database.writing() as session:
        done = store_estimates(session, figures, now)
    return len(done.new), len(done.superseded), len(done.confirmed)


def test_a_figure_is_kept_with_its_margin_and_period(loaded: Database, owner: psycopg.Connection) -> None:
    stored(loaded, figure("moerwijk"))
    (row,) = rows(owner)
    assert (float(row["value"]), row["lower"], row["respondents"]) == (5.1, 4.8999999999999995, 120)
    assert (row["period_label"], row["period"], row["dataset_ids"]) == ("2019-najaar", date(2019, 11, 30), [DATASET])
    assert row["open_at_once"] is False


def test_the_same_figures_again_only_confirm_and_one_that_is_gone_goes(loaded: Database) -> None:
    assert stored(loaded, figure("moerwijk"), figure("bouwlust")) == (2, 0, 0)
    assert stored(loaded, figure("moerwijk"), figure("bouwlust"), now=NOW + timedelta(days=1)) == (0, 0, 2)
    assert stored(loaded, figure("moerwijk", 5.2)) == (1, 2, 0)


def test_other_periods_and_measures_stay(loaded: Database, owner: psycopg.Connection) -> None:
    stored(loaded, figure("moerwijk"), figure("moerwijk", measure="gap", value=-0.4))
    stored(loaded, figure("moerwijk", 5.5, period=AUTUMN_2023))
    assert [(row["measure"], row["period_label"]) for row in rows(owner)] == [
        ("gap", "2019-najaar"),
        ("value", "2019-najaar"),
        ("value", "2023-najaar"),
    ]


def test_what_a_figure_is_of_keeps_its_number(loaded: Database, owner: psycopg.Connection) -> None:
    stored(loaded, figure("moerwijk"))
    (first,) = rows(owner)
    stored(loaded, figure("moerwijk", 6.0))
    (second,) = rows(owner)
    assert first["cell_id"] == second["cell_id"]
    assert first["id"] != second["id"]


def test_they_are_not_public(loaded: Database, owner: psycopg.Connection, client: httpx.Client) -> None:
    stored(loaded, figure("moerwijk"))
    (row,) = rows(owner)
    for asked in ("", "?latest=false", "?indicator=social-cohesion"):
        assert client.get(f"/v1/measurements{asked}").json()["total"] == 0
    assert client.get(f"/v1/measurements/{row['id']}").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": None},
        {"value": None, "status": "not-comparable"},
        {"status": "unreliable"},
        {"lower": 6.0, "upper": 5.0},
        {"lower": None},
        {"uncertainty": {"kind": "guess"}},
        {"dataset_ids": []},
        {"measure": "difference"},
    ],
)
def test_the_database_refuses_figures_that_make_no_sense(loaded: Database, wrong: dict[str, Any]) -> None:
    with pytest.raises(Exception, match="ck_measurement_"):
        stored(loaded, figure("moerwijk", **wrong))
