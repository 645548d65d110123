"""`/v1/holidays`: public holidays, school holidays and Ramadan."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.participation import Holiday as HolidayShape
from services.contracts.participation import HolidayKindShape
from services.contracts.shapes import Input, Page
from services.kit.access import anyone
from services.kit.etags import body_etag, json_answer
from services.participation.activities.filters import Slug
from services.participation.clock import today
from services.participation.schedules.holiday_rules import (
    KINDS,
    NOTES,
    PUBLIC_HOLIDAYS,
    RAMADAN,
    SCHOOL_HOLIDAYS,
    Holiday,
    holidays_of,
    known_until,
)
from services.participation.schedules.period_filters import Period
from services.participation.tables import wijk

router = APIRouter(tags=["schedules"])
YEAR = timedelta(days=366)
LABELS = {PUBLIC_HOLIDAYS: "Feestdagen", SCHOOL_HOLIDAYS: "Schoolvakanties", RAMADAN: "Ramadan"}


class HolidayFilters(Period):
    """`wijk` decides whose school holidays are given; without it, those of the deal's first wijk."""

    wijk: str | None = Slug


class KindFilters(Input):
    wijk: str | None = Slug


@router.get("/v1/holidays", response_model=Page[HolidayShape])
@anyone
def holidays(request: Request, asked: Annotated[HolidayFilters, Query()]) -> Response:
    """Days off that touch these days (two years at most), in order of their first day."""
    first, last = asked.days(today(), YEAR, 2 * YEAR)
    with request.app.state.database.writing() as session:
        region = region_of(session, asked.wijk)
    found = sorted(each for kind in KINDS for each in holidays_of(kind, region, first, last))
    page = Page[HolidayShape](items=[holiday_shape(each) for each in found], total=len(found), next=None)
    body = page.model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))


@router.get("/v1/holiday-kinds", response_model=Page[HolidayKindShape])
@anyone
def holiday_kinds(request: Request, asked: Annotated[KindFilters, Query()]) -> Response:
    """What a schedule can leave out, and until when it is known."""
    with request.app.state.database.writing() as session:
        region = region_of(session, asked.wijk)
    items = [kind_shape(kind, region) for kind in KINDS]
    body = Page[HolidayKindShape](items=items, total=len(items), next=None).model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))


def region_of(session: Session, name: str | None) -> str | None:
    chosen = select(wijk.c.school_region).where(wijk.c.id == name if name else wijk.c.in_deal)
    return session.scalar(chosen.order_by(wijk.c.position).limit(1))


def holiday_shape(each: Holiday) -> HolidayShape:
    return HolidayShape.model_validate(
        {"kind": each.kind, "name": each.name, "from": each.first_day, "to": each.last_day, "note": each.note}
    )


def kind_shape(kind: str, region: str | None) -> HolidayKindShape:
    return HolidayKindShape.model_validate(
        {
            "id": kind,
            "label": LABELS[kind],
            "known_until": known_until(kind, region),
            "region": region if kind == SCHOOL_HOLIDAYS else None,
            "note": NOTES.get(LABELS[kind]),
        }
    )
