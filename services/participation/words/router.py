"""`/v1/wijken`, `/v1/categories` and the other fixed lists of the deal."""

from collections.abc import Callable

from fastapi import APIRouter, Request, Response

from services.contracts.participation import Labelled, TemplateShape, WijkShape
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.hot import HotPage, HotRead, KeptRoute, languages_asked
from services.participation import tables
from services.participation.words.queries import wijken as all_wijken
from services.participation.words.queries import words_in

router = APIRouter(route_class=KeptRoute)
ALL = 1000
WORDS = {
    "categories": (tables.category, "What activities are about."),
    "place-kinds": (tables.place_kind, "What kinds of places there are."),
    "steps": (tables.step, "From meeting people to work."),
    "audiences": (tables.audience, "Whom activities are for."),
    "accessibility-aspects": (tables.aspect, "What we note of a place's accessibility."),
    "dutch-levels": (tables.dutch_level, "How much Dutch is needed: the first is level 0."),
    "languages": (tables.language, "Languages that may be spoken."),
    "help-kinds": (tables.help_kind, "What kinds of help there are."),
    "consent-wordings": (tables.consent_wording, "What is read out before somebody is led on; the last is in use."),
}


def whole(request: Request, read: tuple[HotRead, HotRead]) -> Response:
    return HotPage(read[0], read[1], languages_asked(request), 1, ALL).answer(request)


def route_for(read: tuple[HotRead, HotRead]) -> Callable[[Request], Response]:
    @anyone
    def words(request: Request) -> Response:
        return whole(request, read)

    return words


for name, (table, summary) in WORDS.items():
    router.add_api_route(
        f"/v1/{name}", route_for(words_in(table)), response_model=Page[Labelled], summary=summary, tags=["words"]
    )

WIJKEN = all_wijken()
TEMPLATES = words_in(tables.activity_template, "body")


@router.get("/v1/activity-templates", response_model=Page[TemplateShape], tags=["words"])
@anyone
def activity_templates(request: Request) -> Response:
    """What a coordinator can start from when posting an activity."""
    return whole(request, TEMPLATES)


@router.get("/v1/wijken", response_model=Page[WijkShape], tags=["places"])
@anyone
def wijken(request: Request) -> Response:
    """The wijken of the deal, each with its CBS buurten."""
    return whole(request, WIJKEN)
