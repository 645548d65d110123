"""A survey with one small wijk, and the two people who publish it."""

from typing import Any

import httpx

from services.indicators.results.estimated import Estimated
from tests.indicators.results.test_storing import figure
from tests.tokens import bearer

WIJKEN = {"bouwlust": 16_685, "vrederust": 12_345, "morgenstond": 19_345, "moerwijk": 21_300}
ANALYST = bearer("analyst", subject="anna")
OTHER = bearer("analyst", "approver", subject="otto")
APPROVER = bearer("approver", subject="petra")
BODY = {"title": "Nulmeting", "indicators": ["social-cohesion"]}


def cohesion(few: str | None = "vrederust", **more: Any) -> list[Estimated]:
    """Four wijken and Zuidwest, one of them with few respondents."""
    wijken = [
        figure(wijk, 5.0 + number / 10, denominator=people, respondents=12 if wijk == few else 118 + number, **more)
        for number, (wijk, people) in enumerate(WIJKEN.items())
    ]
    everyone = sum(WIJKEN.values())
    mean = sum((each.value or 0) * (each.denominator or 0) for each in wijken) / everyone
    area = {"area_kind": "deal", "area_label": "Zuidwest", "wijk": None}
    return [*wijken, figure("den-haag-zuidwest", mean, denominator=everyone, respondents=370, **area, **more)]


def draft(client: httpx.Client, **body: Any) -> httpx.Response:
    return client.post("/v1/releases", json=BODY | body, headers=ANALYST)


def approved(client: httpx.Client, made: httpx.Response, who: dict[str, str] = APPROVER) -> httpx.Response:
    address = f"/v1/releases/{made.json()['id']}"
    etag = client.get(address, headers=who).headers["etag"]
    return client.post(f"{address}/approval", headers=who | {"If-Match": etag})


def published(client: httpx.Client, **body: Any) -> dict[str, Any]:
    made = draft(client, **body)
    assert made.status_code == 201, made.text
    answer = approved(client, made)
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


def public(client: httpx.Client, **query: Any) -> dict[str, dict[str, Any]]:
    asked: dict[str, Any] = {"indicator": "social-cohesion", "pageSize": 100} | query
    page = client.get("/v1/measurements", params=asked).json()
    return {item["areaId"]: item for item in page["items"]}
