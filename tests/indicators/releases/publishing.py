"""A survey with one small wijk, and the two people who publish it."""

from dataclasses import replace
from typing import Any

import httpx

from services.indicators.results.estimated import Estimated
from tests.indicators.results.test_storing import figure
from tests.projects.governing import post
from tests.projects.reports import play
from tests.tokens import bearer

WIJKEN = {"bouwlust": 16_685, "vrederust": 12_345, "morgenstond": 19_345, "moerwijk": 21_300}
ANALYST = bearer("analyst", subject="anna")
OTHER = bearer("analyst", "approver", subject="otto")
APPROVER = bearer("approver", subject="petra")
BODY = {"title": "Nulmeting", "indicators": ["social-cohesion"]}


CITY: dict[str, Any] = {"area_kind": "city", "area_label": "Den Haag", "wijk": None}


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


def with_gaps(figures: list[Estimated], city: float) -> list[Estimated]:
    """The same, with the city and the gap of each to it."""
    whole = replace(figures[0], area_id="gm0518", value=city, respondents=3000, denominator=545_000, **CITY)
    return [*figures, whole, *(replace(each, measure="gap", value=(each.value or 0) - city) for each in figures)]


def debts(**wijken: int) -> list[Estimated]:
    """Households per wijk, in Zuidwest and the city, of a register: percentages and numbers."""
    counted: dict[str, Any] = dict.fromkeys(("lower", "upper", "level", "se", "df", "respondents"))
    counted |= {"indicator_id": "problematic-debt", "uncertainty": {"kind": "rounding", "roundedTo": 5}}
    homes = {wijk: WIJKEN[wijk] // 2 for wijk in wijken}
    area = {"area_kind": "deal", "area_label": "Zuidwest", "wijk": None}
    everyone: list[tuple[str, int, int, dict[str, Any]]] = [
        *((wijk, number, homes[wijk], {}) for wijk, number in wijken.items()),
        ("den-haag-zuidwest", sum(wijken.values()), sum(homes.values()), area),
        ("gm0518", sum(wijken.values()) + 9_000, 260_000, CITY),
    ]
    return [
        figure(name, value, measure=measure, denominator=of, numerator=number, **where, **counted)
        for name, number, whole, where in everyone
        for measure, value, of in (("value", 100 * number / whole, whole), ("number", number, None))
    ]


def activated(**wijken: int) -> list[Estimated]:
    """Persons per wijk and in all, of a registration."""
    counted: dict[str, Any] = dict.fromkeys(("lower", "upper", "level", "se", "df", "respondents", "denominator"))
    counted |= {"indicator_id": "activated", "unit": "personen", "uncertainty": {"kind": "none"}}
    area = {"area_kind": "deal", "area_label": "Zuidwest", "wijk": None}
    return [
        *(figure(wijk, persons, **counted) for wijk, persons in wijken.items()),
        figure("den-haag-zuidwest", sum(wijken.values()), **area, **counted),
    ]


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


def reported(registry: httpx.Client) -> dict[str, Any]:
    """A report over the last whole year of the deal, so with all figures; published as the office does."""
    meeting = play.meet(registry, "2022-10-06", "lnv")
    draft = post(registry, "/v1/reports", {"kind": "progress", "year": 2022})
    discussed = play.act(registry, draft, "discussion", {"consultation": meeting})
    return play.act(registry, discussed, "publication", {"on": "2023-05-03", "acknowledge": "Meer is er niet."})
