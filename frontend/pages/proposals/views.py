"""Proposing an activity or a place, without an account; somebody reads it before others see it."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Services
from frontend.open_forms import OpenForm, Values, contact
from frontend.patience import in_time
from frontend.templates import page
from frontend.texts import language
from services.contracts.calling import ServiceRefused
from services.contracts.participation import OwnProposal, ProposalInput
from services.kit.access import anyone

router = APIRouter(prefix="/voorstellen")
KINDS = ("activity", "place")
SAID = ("kind", "title", "description", "when", "where", "wijk", "category")


def proposal_body(values: Values) -> dict[str, object]:
    given: dict[str, object] = {name: values[name] for name in SAID}
    return given | {"language": language.get()} | contact(values["contact"])


PROPOSAL = OpenForm(
    "pages/proposals/new.html",
    (*SAID, "contact"),
    "propose",
    ProposalInput,
    proposal_body,
)


@router.get("")
@anyone
async def new(request: Request, services: Services, soort: str = "activity") -> Response:
    return await PROPOSAL.blank(request, services, {"kind": soort if soort in KINDS else "activity"})


@router.post("")
@anyone
async def propose(request: Request, services: Services) -> Response:
    def own_page(made: OwnProposal) -> Response:
        return RedirectResponse(f"{urlsplit(made.manage_url).path}?gedaan=true", 303)

    return await PROPOSAL.send(request, services, services.participation.propose, own_page)


@router.get("/mijn/{link}")
@anyone
async def own(request: Request, link: str, services: Services, gedaan: bool = False) -> Response:
    """`gedaan` thanks for the proposal that was just made."""
    try:
        proposal = await in_time(services.participation.own_proposal(link))
    except ServiceRefused as error:
        if error.status == 404:
            return page(request, "pages/wishes/gone.html", 404)
        raise
    return page(request, "pages/proposals/own.html", proposal=proposal, thanked=gedaan, link=link)


@router.post("/mijn/{link}")
@anyone
async def withdraw(link: str, services: Services) -> Response:
    """Pressing twice does no harm."""
    try:
        await in_time(services.participation.withdraw_proposal(link))
    except ServiceRefused as error:
        if error.status != 404:
            raise
    return RedirectResponse(f"/voorstellen/mijn/{link}", 303)
