"""`/v1/accounts`: who may sign in."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Query, Request, Response

from services.contracts.identity.accounts import AccountShape, InvitationInput, LetterInput, PersonRole, WorkInput
from services.contracts.shapes import Page
from services.identity.accounts import queries, rules
from services.identity.accounts.asking import places_in
from services.identity.accounts.rules import Reach, Work
from services.identity.sign_in.letters import invitation_letter
from services.identity.sign_in.people import People
from services.identity.sign_in.router import people_here
from services.identity.tables import metadata
from services.kit import audit
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import Versioned, body_etag, json_answer, names, private
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.outbox import send_letter
from services.kit.paging import PageNumber, PageSize, next_url
from services.kit.problems import Problem
from services.kit.rate_limits import check_rate

router = APIRouter(tags=["accounts"])
Inviter = Annotated[Who, Depends(Allow("editor", "admin"))]
LETTERS_A_DAY = 5
"""To one address: somebody who presses again and again fills no mailbox."""


@router.post("/v1/accounts", response_model=AccountShape, status_code=201)
def invite(
    request: Request, session: Write, who: Inviter, body: InvitationInput, key: IdempotencyKey = None
) -> Response:
    """An account for this address, and a letter that says so. 409 when the address has one already.

    An editor invites coordinators, for places of their own wijken.
    """
    people = people_here(request)
    said = people.addresses.fingerprint(body.model_dump_json())
    once = Once(session, metadata, key, who.subject, "POST /v1/accounts", said)
    account_id = once.earlier()
    if account_id is None:
        if not rules.may_invite(reach_of(request, who), work_in(body)):
            raise not_yours()
        account_id = uuid4()
        add(session, people, who, account_id, body)
        write(request, session, people, account_id, body.email, body.language)
        once.made(account_id)
    shown = queries.shown_account(session, people, account_id)
    if shown is None:
        raise Problem(410, "This account was removed.", code="account-gone")
    return answered(shown, 201)


@router.get("/v1/accounts", response_model=Page[AccountShape])
def accounts(
    request: Request,
    session: Write,
    who: Inviter,
    role: Annotated[PersonRole | None, Query()] = None,
    open_: Annotated[bool | None, Query(alias="open")] = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """Those whom you may invite, the latest first; `open=true` are the invitations that nobody used yet."""
    wanted = queries.Wanted(role, open_)
    items, total = queries.accounts_page(session, people_here(request), reach_of(request, who), wanted, page, page_size)
    following = next_url(request, page, page_size, total)
    shape = Page[AccountShape](items=items, total=total, next=following)
    body = shape.model_dump_json(by_alias=True).encode()
    return private(json_answer(request, body, body_etag(body)))


@router.get("/v1/accounts/{account_id}", response_model=AccountShape)
def account(request: Request, session: Write, who: Inviter, account_id: UUID) -> Response:
    shown = queries.shown_account(session, people_here(request), account_id)
    if shown is None:
        raise unknown()
    if not rules.may_see(reach_of(request, who), Work(shown.roles, shown.places, shown.wijken)):
        raise not_yours()
    body = shown.model_dump_json(by_alias=True).encode()
    return private(json_answer(request, body, f'"{shown.version}"'))


@router.put("/v1/accounts/{account_id}", response_model=AccountShape)
def change(request: Versioned, session: Write, who: Inviter, account_id: UUID, body: WorkInput) -> Response:
    """Another role, or other places. Needs `If-Match`. Who is signed in has it within a quarter of an hour."""
    before, after = yours(request, session, who, account_id), work_in(body)
    require_same(request, before)
    if str(account_id) == who.subject:
        raise Problem(409, "You can't change your own role. Ask somebody else to.", code="yourself")
    if not rules.may_change(reach_of(request, who), before, after):
        raise not_yours()
    queries.change_work(session, account_id, after)
    audit.record(session, metadata, who.subject, "change", "account", account_id, difference(before, after))
    shown = queries.shown_account(session, people_here(request), account_id)
    assert shown is not None
    return answered(shown)


@router.post("/v1/accounts/{account_id}/letters", status_code=204)
def invite_again(request: Request, session: Write, who: Inviter, account_id: UUID, body: LetterInput) -> Response:
    """The letter of the invitation once more, for who lost it."""
    people = people_here(request)
    yours(request, session, who, account_id)
    check_rate(request.app.state.database, metadata, "invitation", account_id.bytes, LETTERS_A_DAY, 24 * 60)
    shown = queries.shown_account(session, people, account_id)
    assert shown is not None
    write(request, session, people, account_id, shown.email, body.language)
    audit.record(session, metadata, who.subject, "invite-again", "account", account_id)
    return Response(status_code=204)


@router.delete("/v1/accounts/{account_id}", status_code=204)
def remove(request: Request, session: Write, who: Inviter, account_id: UUID) -> Response:
    """Ends every visit too; an access token that was given lasts for at most a quarter of an hour more."""
    work = queries.work_of(session, account_id)
    if work is None:
        return Response(status_code=204)
    if str(account_id) == who.subject:
        raise Problem(409, "You can't remove yourself. Ask somebody else to.", code="yourself")
    if not rules.may_remove(who, reach_of(request, who), str(account_id), work):
        raise not_yours()
    queries.remove_account(session, account_id)
    audit.record(session, metadata, who.subject, "remove", "account", account_id)
    return Response(status_code=204)


def add(session: Write, people: People, who: Who, account_id: UUID, body: InvitationInput) -> None:
    """Raises Problem 409 when the address has an account."""
    about = ([body.role], body.places, body.wijken)
    if not queries.keep_account(session, people, account_id, body.email, *about, who.subject):
        raise Problem(409, "This address has an account already.", code="account-exists")
    audit.record(session, metadata, who.subject, "invite", "account", account_id, difference(Work(()), work_in(body)))


def write(request: Request, session: Write, people: People, account_id: UUID, email: str, language: str) -> None:
    words = invitation_letter(language, request.app.state.settings.addresses["frontend"])
    about = f"account:{account_id}"
    send_letter(session, metadata, people.letters, to=email, subject=words.subject, text=words.text, about=about)


def reach_of(request: Request, who: Who) -> Reach:
    if "admin" in who.roles:
        return Reach(True)
    return Reach(False, places_in(request.app.state.settings.addresses["participation"], sorted(who.wijken)))


def yours(request: Request, session: Write, who: Who, account_id: UUID) -> Work:
    """What somebody may do, held. Raises 404, or 403 when they work elsewhere."""
    work = queries.work_of(session, account_id)
    if work is None:
        raise unknown()
    if not rules.may_see(reach_of(request, who), work):
        raise not_yours()
    return work


def work_in(body: WorkInput) -> Work:
    return Work([body.role], body.places, body.wijken)


def difference(before: Work, after: Work) -> dict[str, list[object]]:
    return audit.difference(plain(before), plain(after))


def plain(work: Work) -> dict[str, list[str]]:
    places = sorted(str(place) for place in work.places)
    return {"roles": sorted(work.roles), "places": places, "wijken": sorted(work.wijken)}


def require_same(request: Request, work: Work) -> None:
    """428 without `If-Match`, 412 when somebody else changed it."""
    given = request.headers.get("if-match")
    if given is None:
        raise Problem(428, "Send If-Match with the ETag of what you changed, so that nobody's work is lost.")
    if not names(given, f'"{work.version}"'):
        raise Problem(412, "Somebody else changed this meanwhile. Look at the new version first.", code="stale")


def answered(shown: AccountShape, status: int = 200) -> Response:
    return private(Response(shown.model_dump_json(by_alias=True), status, media_type="application/json"))


def unknown() -> Problem:
    return Problem(404, "There is no account with this id.")


def not_yours() -> Problem:
    detail = "An editor invites and changes coordinators, for places of their own wijk only."
    return Problem(403, detail, title="Not allowed", code="not-yours")
