"""Waves of a survey, computed and published, as the analysts do beside the programme office."""

from datetime import UTC, date, datetime
from uuid import UUID

import httpx

from services.contracts.indicators import AreaKind
from services.indicators.results.estimated import Estimated, Period
from services.indicators.results.storing import store_estimates
from services.kit.database import Database as Connections
from tests.postgres import Database
from tests.tokens import bearer

WAVES = {2019: (5.1, 5.9), 2020: (5.3, 5.8), 2021: (5.9, 5.8)}
"""Year → social cohesion in the area of the deal, and in its city."""
DATASET = UUID("00000000-0000-0000-0000-0000000000d5")


def cohesion(year: int) -> list[Estimated]:
    deal, city = WAVES[year]
    return [
        figure(year, "deal", "den-haag-zuidwest", "Zuidwest", deal, 0.2),
        figure(year, "city", "gm0518", "Den Haag", city, 0.1),
        figure(year, "deal", "den-haag-zuidwest", "Zuidwest", deal - city, 0.15, measure="gap"),
        figure(year, "wijk", "moerwijk", "Moerwijk", deal - 0.4, 0.3, wijk="moerwijk"),
    ]


def figure(year: int, kind: AreaKind, area: str, label: str, value: float, margin: float, **more: str) -> Estimated:
    said = {"measure": "value", "wijk": None} | more
    return Estimated(
        indicator_id="social-cohesion",
        definition_version=1,
        measure=said["measure"],  # type: ignore[arg-type]  # what a test says, the database checks
        area_kind=kind,
        area_id=area,
        area_label=label,
        wijk=said["wijk"],
        period=Period(label=f"{year}-najaar", starts=date(year, 9, 1), ends=date(year, 11, 30)),
        value=round(value, 3),
        unit="schaalscore",
        uncertainty={"kind": "sampling"},
        lower=round(value - margin, 3),
        upper=round(value + margin, 3),
        level=0.95,
        se=margin / 1.97,
        df=200.0,
        respondents=400,
        denominator=10_000,
        dataset_ids=[DATASET],
    )


def publish_waves(database: Database, indicators: str) -> None:
    """All waves, also the one after the year that is reported on; prepared by one and approved by another."""
    connections = Connections(database.url_for("indicators"), 1)
    with connections.writing() as session:
        store_estimates(session, [each for year in WAVES for each in cohesion(year)], datetime.now(UTC))
    connections.close()
    anna, petra = bearer("analyst", subject="anna"), bearer("approver", subject="petra")
    body = {"title": "Sociale cohesie", "indicators": ["social-cohesion"]}
    with httpx.Client(base_url=indicators) as client:
        made = client.post("/v1/releases", json=body, headers=anna)
        assert made.status_code == 201, made.text
        address = f"/v1/releases/{made.json()['id']}"
        etag = client.get(address, headers=petra).headers["etag"]
        approved = client.post(f"{address}/approval", headers=petra | {"If-Match": etag})
        assert approved.status_code == 200, approved.text
