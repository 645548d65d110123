"""Open data: exact steps for calendars, sites, spreadsheets and programs, with addresses to copy."""

from fastapi import APIRouter, Request, Response

from frontend.backends import Services
from frontend.templates import page
from services.kit.access import anyone

router = APIRouter()


@router.get("/open-data")
@anyone
async def open_data(request: Request, services: Services) -> Response:
    """Addresses are those under which the services are reached from outside; `services` keeps what is known of them."""
    settings = request.app.state.settings
    return page(request, "pages/open_data/open_data.html", at=settings.public_addresses)
