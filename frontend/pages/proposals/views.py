"""Proposing an activity or a place, without an account; somebody reads it before others see it."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Services
from frontend.open_forms import OpenForm, Values, contact
from frontend.own_pages import OwnPage
from frontend.texts import language
from services.contracts.participation import OwnProposal, ProposalInput
from services.kit.access import anyone

router = APIRouter(prefix="/voorstellen")
KINDS = ("activity", "place")
OWN = OwnPage("pages/proposals/own.html", "proposal", "propose.state.withdrawn")
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
    return await OWN.show(request, link, services.participation.own_proposal, gedaan)


@router.post("/mijn/{link}")
@anyone
async def withdraw(request: Request, link: str, services: Services) -> Response:
    return await OWN.take_back(request, link, services.participation.withdraw_proposal)
