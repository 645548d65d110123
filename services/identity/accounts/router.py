"""`/v1/accounts`: who may sign in."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Request, Response

from services.contracts.identity.accounts import AccountShape, InvitationInput
from services.contracts.shapes import Page
from services.identity.accounts import queries
from services.identity.sign_in.letters import invitation_letter
from services.identity.sign_in.people import People
from services.identity.sign_in.router import people_here
from services.identity.tables import metadata
from services.kit import audit
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer, private
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.outbox import send_letter
from services.kit.paging import PageNumber, PageSize, next_url
from services.kit.problems import Problem

router = APIRouter(tags=["accounts"])
Admin = Annotated[Who, Depends(Allow("admin"))]


@router.post("/v1/accounts", response_model=AccountShape, status_code=201)
def invite(request: Request, session: Write, who: Admin, body: InvitationInput, key: IdempotencyKey = None) -> Response:
    """An account for this address, and a letter that says so. 409 when the address has one already."""
    people = people_here(request)
    said = people.addresses.fingerprint(body.model_dump_json())
    once = Once(session, metadata, key, who.subject, "POST /v1/accounts", said)
    account_id = once.earlier()
    if account_id is None:
        account_id = uuid4()
        add(session, people, who, account_id, body)
        site = request.app.state.settings.addresses["frontend"]
        words = invitation_letter(body.language, f"{site}/aanmelden")
        about = f"account:{account_id}"
        send_letter(
            session, metadata, people.letters, to=body.email, subject=words.subject, text=words.text, about=about
        )
        once.made(account_id)
    shown = queries.shown_account(session, account_id)
    if shown is None:
        raise Problem(410, "This account was removed.", code="account-gone")
    return Response(shown.model_dump_json(by_alias=True), 201, media_type="application/json")


@router.get("/v1/accounts", response_model=Page[AccountShape])
def accounts(request: Request, session: Write, who: Admin, page: PageNumber = 1, page_size: PageSize = 20) -> Response:
    """Without addresses."""
    items, total = queries.accounts_page(session, page, page_size)
    following = next_url(request, page, page_size, total)
    shape = Page[AccountShape](items=items, total=total, next=following)
    body = shape.model_dump_json(by_alias=True).encode()
    return private(json_answer(request, body, body_etag(body)))


@router.delete("/v1/accounts/{account_id}", status_code=204)
def remove(session: Write, who: Admin, account_id: UUID) -> Response:
    """Ends every visit too; an access token that was given lasts for at most a quarter of an hour more."""
    if queries.remove_account(session, account_id):
        audit.record(session, metadata, who.subject, "remove", "account", account_id)
    return Response(status_code=204)


def add(session: Write, people: People, who: Who, account_id: UUID, body: InvitationInput) -> None:
    """Raises Problem 409 when the address has an account."""
    about = ([body.role], body.places, body.wijken)
    if not queries.keep_account(session, people, account_id, body.email, *about, who.subject):
        raise Problem(409, "This address has an account already.", code="account-exists")
    change = {"roles": [None, [body.role]], "places": [None, [str(each) for each in body.places]]}
    audit.record(session, metadata, who.subject, "invite", "account", account_id, change)
