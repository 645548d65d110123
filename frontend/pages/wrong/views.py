"""“Klopt er iets niet?”: telling that something is wrong with an activity or a place."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from frontend.backends import Services
from frontend.open_forms import OpenForm, Values
from frontend.patience import in_time
from frontend.templates import page
from frontend.texts import language
from services.contracts.participation import ReportInput
from services.contracts.participation.reports import ReportReceipt
from services.kit.access import anyone

router = APIRouter()


def report_of(listing: str, listing_id: UUID) -> OpenForm[ReportInput]:
    """`listing` is activity or place."""

    def body(values: Values) -> dict[str, object]:
        said = {name: values[name] for name in ("what", "text", "contact")}
        return said | {f"{listing}_id": listing_id, "language": language.get()}

    return OpenForm("pages/wrong/wrong.html", ("what", "text", "contact"), "wrong", ReportInput, body)


@router.get("/activiteiten/{activity_id}/klopt-niet")
@anyone
async def activity_form(request: Request, activity_id: UUID, services: Services) -> Response:
    return await ask(request, services, "activity", activity_id)


@router.post("/activiteiten/{activity_id}/klopt-niet")
@anyone
async def activity_report(request: Request, activity_id: UUID, services: Services) -> Response:
    return await tell(request, services, "activity", activity_id)


@router.get("/plekken/{place_id}/klopt-niet")
@anyone
async def place_form(request: Request, place_id: UUID, services: Services) -> Response:
    return await ask(request, services, "place", place_id)


@router.post("/plekken/{place_id}/klopt-niet")
@anyone
async def place_report(request: Request, place_id: UUID, services: Services) -> Response:
    return await tell(request, services, "place", place_id)


async def ask(request: Request, services: Services, listing: str, listing_id: UUID) -> Response:
    about = await named(services, listing, listing_id)
    return await report_of(listing, listing_id).blank(request, services, {}, **about)


async def tell(request: Request, services: Services, listing: str, listing_id: UUID) -> Response:
    about = await named(services, listing, listing_id)

    def thanks(_: ReportReceipt) -> Response:
        return page(request, "pages/wrong/thanks.html", **about)

    return await report_of(listing, listing_id).send(request, services, services.participation.report, thanks, **about)


async def named(services: Services, listing: str, listing_id: UUID) -> dict[str, str]:
    """What it is about: its name, and where its page is."""
    if listing == "activity":
        activity = await in_time(services.participation.activity(listing_id))
        return {"name": activity.title, "back": f"/activiteiten/{listing_id}"}
    place = await in_time(services.participation.place(listing_id))
    return {"name": place.name, "back": f"/plekken/{listing_id}"}
