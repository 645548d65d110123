"""The paper edition of a wijk: to print, and honest when there is nothing to print."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.exceptions import HTTPException

from frontend.backends import Services
from frontend.dates import local
from frontend.languages import languages
from frontend.pages.paper.months import Month, coming_months, month_named
from frontend.patience import if_up
from frontend.templates import page
from frontend.texts import DEFAULT
from services.contracts.calling import ServiceRefused
from services.contracts.participation import EditionFormat, EditionPdf, EditionShape
from services.kit.access import anyone

router = APIRouter(prefix="/wijken/{wijk}/op-papier")
FORMATS: tuple[EditionFormat, ...] = ("a5", "a4", "large")
PDF = "application/pdf"
MonthText = Annotated[str, Path(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]


@router.get("")
@anyone
async def editions(request: Request, wijk: str, services: Services) -> Response:
    """Every form and language of this month and the next."""
    if wijk not in {each.id for each in request.app.state.known.wijken}:
        raise HTTPException(404)
    found = await if_up(services.participation.editions(wijk=wijk, status="frozen", pageSize=100))
    return page(
        request,
        "pages/paper/editions.html",
        wijk=wijk,
        wijk_name=request.app.state.known.name(wijk),
        months=coming_months(today(request), 2),
        formats=FORMATS,
        tongues=[None, *(each for each in languages().values() if each.code != DEFAULT)],
        frozen=newest(found.items if found else []),
    )


@router.get("/{month}-{form}.{ending}")
@anyone
async def edition(
    request: Request,
    wijk: str,
    month: MonthText,
    form: EditionFormat,
    ending: Literal["pdf"],
    services: Services,
    taal: Annotated[str | None, Query(max_length=10)] = None,
) -> Response:
    """The PDF itself, through the site, so that a resident needs one address only."""
    known = request.headers.get("if-none-match")
    asked = {"month": month, "format": form, "language": taal}
    try:
        found = await services.participation.edition_pdf(wijk, known, **asked)
    except ServiceRefused as error:
        if error.code == "nothing-confirmed":
            return nothing(request, wijk, month_named(month))
        raise
    return file(found, f"{wijk}-{month}-{form}.pdf")


def file(found: EditionPdf, name: str) -> Response:
    headers = {"Edition-Status": found.status} | ({"ETag": found.etag} if found.etag else {})
    if found.unchanged:
        return Response(status_code=304, headers=headers)
    return Response(found.content, 200, headers | {"Content-Disposition": f'inline; filename="{name}"'}, PDF)


def nothing(request: Request, wijk: str, month: Month) -> Response:
    name = request.app.state.known.name(wijk)
    return page(request, "pages/paper/nothing.html", 404, wijk=wijk, wijk_name=name, month=month)


def newest(editions: list[EditionShape]) -> dict[tuple[str, str | None], EditionShape]:
    """By month and language; the list begins with the newest."""
    return {(each.month, each.language): each for each in reversed(editions)}


def today(request: Request) -> date:
    return local(request.app.state.clock()).date()
