"""All places: a list by wijk, with a map beside it for who has one."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from frontend.backends import Services
from frontend.pages.activities.asking import known_of
from frontend.patience import if_up
from frontend.templates import page
from services.contracts.participation import PlaceShape
from services.kit.access import anyone

router = APIRouter()


@router.get("/kaart")
@anyone
async def places(request: Request, services: Services) -> Response:
    known = known_of(request)
    groups = [(wijk, [place for place in known.places if place.wijk == wijk.id]) for wijk in known.wijken]
    return page(request, "pages/map/map.html", groups=groups, tiles=request.app.state.settings.map_tiles)


@router.get("/kaart.json")
@anyone
async def map_data(request: Request, services: Services) -> Response:
    """What the map draws: places with a point, and the outlines of wijken as far as they were imported."""
    areas = await if_up(services.participation.areas())
    settings = request.app.state.settings
    return JSONResponse(
        {
            "tiles": settings.map_tiles,
            "credit": settings.map_credit,
            "places": [on_map(place) for place in known_of(request).places if place.lat is not None],
            "areas": areas.model_dump(mode="json", by_alias=True) if areas else None,
        }
    )


def on_map(place: PlaceShape) -> dict[str, object]:
    return {
        "id": str(place.id),
        "name": place.name,
        "address": place.street_address,
        "kind": place.kind.id,
        "lat": place.lat,
        "lon": place.lon,
    }
