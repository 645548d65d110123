"""`/v1/sign-ins` and `/v1/visits`: people sign in by a code, stay for a working day, and sign out."""

import hmac
import secrets
from datetime import UTC, datetime
from uuid import UUID, uuid4

import orjson
from fastapi import APIRouter, Request, Response

from services.contracts.identity.sign_in import (
    AccessShape,
    CodeInput,
    SignInInput,
    SignInShape,
    VisitInput,
    VisitShape,
)
from services.identity.keys.rules import TOKEN_LIFE
from services.identity.sign_in import queries, rules
from services.identity.sign_in.codes import TASK
from services.identity.sign_in.people import People, new_visit_token, people_of, visit_hash
from services.identity.sign_in.queries import Account
from services.identity.sign_in.rules import Wrong
from services.identity.tables import metadata
from services.identity.tokens.rules import claims_for
from services.kit import audit
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import private
from services.kit.jobs import enqueue
from services.kit.open_forms import origin_of
from services.kit.problems import Problem, wrong
from services.kit.rate_limits import check_rate
from services.kit.tokens import AUDIENCE, ISSUER

router = APIRouter(tags=["sign-in"])
CALLERS_MORE = 20
"""A community centre has one address on the net, and many people: so much more often may it ask."""


@router.post("/v1/sign-ins", response_model=SignInShape, status_code=202)
@anyone
def ask_code(request: Request, session: Write, body: SignInInput) -> Response:
    """Sends a code to this address if it is known; the answer is the same if not. Asking twice gives two codes."""
    people, now = people_here(request), datetime.now(UTC)
    email_hash = people.address_hash(body.email)
    database, most = request.app.state.database, request.app.state.settings.sign_ins_an_hour
    check_rate(database, metadata, "sign-in caller", origin_of(request), most * CALLERS_MORE, 60)
    check_rate(database, metadata, "sign-in", email_hash, most, 60)
    sign_in_id, until = uuid4(), rules.code_expires(now)
    queries.begin(session, sign_in_id, email_hash, body.language, until)
    enqueue(session, f"identity:{TASK}", orjson.dumps({"sign_in_id": str(sign_in_id)}).decode())
    return answered(SignInShape(id=sign_in_id, expires_at=until), 202)


@router.post("/v1/sign-ins/{sign_in_id}/visits", response_model=VisitShape, status_code=201)
@anyone
def give_code(request: Request, session: Write, sign_in_id: UUID, body: CodeInput) -> Response:
    """A visit, for the right code. 400 for a wrong one, 410 after ten minutes, five tries, or when it was used."""
    now = datetime.now(UTC)
    email_hash = proven_address(request, sign_in_id, body.code, now)
    account = queries.account_at(session, email_hash)
    if account is None or not queries.use_up(session, sign_in_id):
        raise over()
    token = new_visit_token()
    queries.open_visit(session, visit_hash(token), account.id, rules.visit_expires(now))
    audit.record(session, metadata, str(account.id), "sign-in", "account", account.id)
    lasts = int(rules.VISIT_LIFE.total_seconds())
    access = access_for(request, account, now)
    return answered(VisitShape(**access.model_dump(), visit_token=token, visit_expires_in=lasts), 201)


@router.post("/v1/visits/renewals", response_model=AccessShape, status_code=201)
@anyone
def renew(request: Request, session: Write, body: VisitInput) -> Response:
    """Another access token, with the roles of now. 401 when the visit is over or the account is gone."""
    now = datetime.now(UTC)
    account = queries.account_of_visit(session, visit_hash(body.visit_token), now)
    if account is None:
        raise Problem(401, "You are not signed in any more. Sign in again.", title="Not signed in")
    return answered(access_for(request, account, now), 201)


@router.post("/v1/visits/endings", status_code=204)
@anyone
def sign_out(session: Write, body: VisitInput) -> Response:
    """Safe to repeat. An access token that was given lasts for at most a quarter of an hour more."""
    account_id = queries.end_visit(session, visit_hash(body.visit_token))
    if account_id is not None:
        audit.record(session, metadata, str(account_id), "sign-out", "account", account_id)
    return Response(status_code=204)


def proven_address(request: Request, sign_in_id: UUID, code: str, now: datetime) -> bytes:
    """The address hash of a sign-in whose code this is. Raises Problem 400 or 410; counts the try in any case."""
    people = people_here(request)
    with request.app.state.database.reading() as connection:
        tried = queries.tried(connection, sign_in_id, now)
    if tried is None:
        raise over()
    matches = hmac.compare_digest(people.code_hash(sign_in_id, code), tried.code_hash or bytes(32))
    if isinstance(judged := rules.judged(matches, tried.tries), Wrong):
        raise wrong_code(judged.left)
    return tried.email_hash


def access_for(request: Request, account: Account, now: datetime) -> AccessShape:
    token_id = secrets.token_urlsafe(16)
    about = (account.roles, account.places, account.wijken)
    claims = claims_for(str(account.id), *about, now, token_id, ISSUER, AUDIENCE)
    token = request.app.state.keyring.sign(claims)
    return AccessShape(access_token=token, expires_in=int(TOKEN_LIFE.total_seconds()))


def people_here(request: Request) -> People:
    return people_of(request.app.state.settings.secret.get_secret_value())


def answered(shape: SignInShape | AccessShape, status: int) -> Response:
    return private(Response(shape.model_dump_json(by_alias=True), status, media_type="application/json"))


def wrong_code(left: int) -> Problem:
    detail = f"This is not the code. You can try {left} more times." if left else "This is not the code."
    errors = [wrong("code", "wrong-code", detail)]
    return Problem(400, detail, title="Wrong code", code="wrong-code", errors=errors, extra={"triesLeft": left})


def over() -> Problem:
    return Problem(410, "This code does not work any more. Ask for a new one.", title="Code is over", code="code-over")
