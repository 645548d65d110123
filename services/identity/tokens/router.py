"""Tokens for machines (OAuth 2 client credentials, RFC 6749 §4.4), and what a token says of its bearer."""

import hmac
import secrets
from datetime import UTC, datetime
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import BaseModel

from services.contracts.identity import MeShape, TokenShape
from services.identity.clients.queries import Client, client_with_id
from services.identity.clients.secrets import is_right
from services.identity.keys.rules import TOKEN_LIFE
from services.identity.tokens import queries, rules
from services.identity.tokens.rules import Asking, Refused
from services.kit.access import ROLES, Allow, Who, anyone
from services.kit.database import Database
from services.kit.etags import body_etag, json_answer
from services.kit.problems import Problem
from services.kit.settings import Settings
from services.kit.tokens import AUDIENCE, ISSUER, SERVICE_CLIENT, service_secret

NOT_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
router = APIRouter(tags=["tokens"])


class TokenForm(BaseModel):
    """RFC 6749 §4.4.2; what is missing is refused in that RFC's words, so nothing is required here."""

    grant_type: str | None = None
    client_id: str | None = None
    client_secret: str | None = None
    scope: str | None = None


@router.post("/v1/tokens", summary="A token for a machine client", response_model=TokenShape)
@anyone
def give_token(request: Request, form: Annotated[TokenForm, Form()]) -> Response:
    """`grant_type=client_credentials`, the id and secret in the form or as HTTP Basic; the token lives 15 minutes."""
    header = request.headers.get("authorization")
    asked = rules.asking(form.grant_type, form.client_id, form.client_secret, form.scope, header)
    if isinstance(asked, Refused):
        raise refusal(asked)
    now = datetime.now(UTC)
    client = proven_client(request.app.state.database, request.app.state.settings, asked, now)
    claims = rules.claims_for(
        client.id, client.roles, client.places, client.wijken, now, secrets.token_urlsafe(16), ISSUER, AUDIENCE
    )
    token = request.app.state.keyring.sign(claims)
    answer = {"access_token": token, "token_type": "Bearer", "expires_in": int(TOKEN_LIFE.total_seconds())}
    return Response(orjson.dumps(answer), headers=NOT_KEPT, media_type="application/json")


@router.get("/v1/me", summary="What your token says of you", response_model=MeShape)
def me(request: Request, who: Annotated[Who, Depends(Allow(*ROLES))]) -> Response:
    shape = MeShape(
        subject=who.subject, roles=sorted(who.roles), places=sorted(who.places, key=str), wijken=sorted(who.wijken)
    )
    body = shape.model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))


def proven_client(database: Database, settings: Settings, asked: Asking, now: datetime) -> Client:
    """The client whose secret this is. Raises Problem 401, or 429 after too many wrong secrets."""
    with database.reading() as connection:
        tries = queries.wrong_tries(connection, asked.client_id)
        if tries and (seconds := rules.seconds_to_wait(*tries, now)):
            raise too_many(seconds)
        client = client_with_id(connection, asked.client_id, demo_too=settings.mode == "demo")
    if asked.client_id == SERVICE_CLIENT:
        right = hmac.compare_digest(asked.secret.encode(), service_secret(settings).encode())
        client = Client(SERVICE_CLIENT, "", ("service",))
    else:
        right = is_right(asked.secret, client.secret_hash if client else None)
    if client is None or not right:
        with database.reading() as connection:
            queries.count_wrong_try(connection, asked.client_id, now)
        raise refusal(Refused("invalid_client", rules.WRONG, 401, asked.by_header))
    return client


def refusal(refused: Refused) -> Problem:
    """The problem, which is also an error of RFC 6749 §5.2; Basic is named as the way in to who tried it."""
    headers = NOT_KEPT | ({"WWW-Authenticate": 'Basic realm="zuidwest"'} if refused.status == 401 else {})
    extra = {"error": refused.error, "error_description": refused.detail}
    code = refused.error.replace("_", "-")
    return Problem(refused.status, refused.detail, code=code, extra=extra, headers=headers)


def too_many(seconds: int) -> Problem:
    detail = f"Too many wrong secrets for this client. Try again in {seconds} seconds."
    extra = {"error": "slow_down", "error_description": detail}
    return Problem(429, detail, code="too-many-tries", extra=extra, headers=NOT_KEPT | {"Retry-After": str(seconds)})
