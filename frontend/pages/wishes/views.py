"""Wishes of residents: what others wish, wishing it too, and a wish of one's own."""

from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Services
from frontend.forms import FormState
from frontend.open_forms import OpenForm, Values, contact
from frontend.own_pages import OwnPage
from frontend.pages.activities.asking import known_of, unless_refused
from frontend.pages.activities.choices import last_page
from frontend.patience import in_time
from frontend.templates import page
from frontend.texts import language
from services.contracts.participation import OwnWish, Supported, SupportInput, WishInput, WishShape
from services.contracts.shapes import Page
from services.kit.access import anyone

router = APIRouter(prefix="/wensen")
OWN = OwnPage("pages/wishes/own.html", "wish", "wishes.state.withdrawn")
PAGE_SIZE = 20
NOTHING = Page[WishShape](items=[], total=0, next=None)
Short = Annotated[str, Query(max_length=40)]


def wish_body(values: Values) -> dict[str, object]:
    return {
        "text": values["text"],
        "wijk": values["wijk"],
        "category": values["category"],
        "language": language.get(),
        "for_somebody_else": values["for_somebody_else"] == "yes",
        "would_help": values["would_help"] == "yes",
        **contact(values["contact"]),
    }


def support_body(values: Values) -> dict[str, object]:
    return {"would_help": values["would_help"] == "yes", **contact(values["contact"])}


WISH = OpenForm(
    "pages/wishes/new.html",
    ("text", "wijk", "category", "for_somebody_else", "would_help", "contact"),
    "wishes",
    WishInput,
    wish_body,
)
SUPPORT = OpenForm("pages/wishes/support.html", ("would_help", "contact"), "wishes", SupportInput, support_body)


@router.get("")
@anyone
async def wishes(
    request: Request,
    services: Services,
    wijk: Short = "",
    soort: Short = "",
    pagina: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    query = {"wijk": wijk or None, "category": soort or None, "page": pagina, "pageSize": PAGE_SIZE}
    shown = {"wijk": wijk, "soort": soort}
    found = await unless_refused(services.participation.wishes(**query), NOTHING)
    return page(
        request,
        "pages/wishes/wishes.html",
        found=found,
        wijk=wijk,
        query=shown,
        form=FormState(dict(shown)),
        number=pagina,
        last=last_page(found.total) if found else 1,
    )


@router.get("/nieuw")
@anyone
async def new(request: Request, services: Services, wijk: Short = "", tekst: str = "") -> Response:
    known = {each.id for each in known_of(request).wijken}
    return await WISH.blank(request, services, {"wijk": wijk if wijk in known else "", "text": tekst[:200]})


@router.post("/nieuw")
@anyone
async def make(request: Request, services: Services) -> Response:
    def own_page(made: OwnWish) -> Response:
        return RedirectResponse(f"{urlsplit(made.manage_url).path}?gedaan=true", 303)

    return await WISH.send(request, services, services.participation.make_wish, own_page)


@router.get("/mijn/{link}")
@anyone
async def own(request: Request, link: str, services: Services, gedaan: bool = False) -> Response:
    """`gedaan` thanks for the wish that was just made."""
    return await OWN.show(request, link, services.participation.own_wish, gedaan)


@router.post("/mijn/{link}")
@anyone
async def withdraw(request: Request, link: str, services: Services) -> Response:
    return await OWN.take_back(request, link, services.participation.withdraw_wish)


@router.get("/{wish_id}/ook")
@anyone
async def me_too(request: Request, wish_id: UUID, services: Services) -> Response:
    wish = await in_time(services.participation.wish(wish_id))
    return await SUPPORT.blank(request, services, {"would_help": "", "contact": ""}, wish=wish)


@router.post("/{wish_id}/ook")
@anyone
async def support(request: Request, wish_id: UUID, services: Services) -> Response:
    wish = await in_time(services.participation.wish(wish_id))

    async def send(body: SupportInput, _: str) -> Supported:
        return await services.participation.support_wish(wish_id, body)

    def thanks(made: Supported) -> Response:
        return page(request, "pages/wishes/thanks.html", wish=wish, supporters=made.supporters)

    return await SUPPORT.send(request, services, send, thanks, wish=wish)
