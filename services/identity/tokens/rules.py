"""Who gets a token, and what it says (RFC 6749 §2.3.1, §4.4, §5.2)."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus
from uuid import UUID

from services.identity.keys.rules import TOKEN_LIFE

TRIES = 10
TRIES_WITHIN = timedelta(minutes=1)
ID_LENGTH = 100
WRONG = "The client is not known, or this is not its secret."


@dataclass(frozen=True, slots=True)
class Asking:
    """A client that shows its id and secret; `by_header` with HTTP Basic, else in the form."""

    client_id: str
    secret: str
    by_header: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """`error` is one of RFC 6749 §5.2."""

    error: str
    detail: str
    status: int = 400
    by_header: bool = False


def asking(
    grant_type: str | None, client_id: str | None, secret: str | None, scope: str | None, header: str | None
) -> Asking | Refused:
    """What the form and the Authorization header ask for."""
    if not grant_type:
        return Refused("invalid_request", "Send grant_type=client_credentials as a form.")
    if grant_type != "client_credentials":
        return Refused("unsupported_grant_type", "Only grant_type=client_credentials is served here.")
    if scope:
        return Refused("invalid_scope", "Leave scope out: a client has its roles, and no others.")
    if header is not None and secret is not None:
        return Refused("invalid_request", "Send the secret in the form or in the header, not in both.")
    who = _from_header(header) if header is not None else _from_form(client_id, secret)
    if isinstance(who, Asking) and client_id not in (None, who.client_id):
        return Refused("invalid_request", "The form and the header name different clients.")
    return who


def _from_form(client_id: str | None, secret: str | None) -> Asking | Refused:
    if not client_id or secret is None:
        return Refused("invalid_client", "Send client_id and client_secret, or HTTP Basic.", 401)
    if not _possible(client_id):
        return Refused("invalid_client", WRONG, 401)
    return Asking(client_id, secret, by_header=False)


def _from_header(header: str) -> Asking | Refused:
    scheme, _, encoded = header.partition(" ")
    try:
        client_id, colon, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        client_id, colon, secret = "", "", ""
    client_id, secret = unquote_plus(client_id), unquote_plus(secret)
    if scheme.lower() != "basic" or not colon or not _possible(client_id):
        return Refused("invalid_client", "The Authorization header holds no client id and secret.", 401, by_header=True)
    return Asking(client_id, secret, by_header=True)


def _possible(client_id: str) -> bool:
    """Whether it can be a client's id at all; others are not looked up and not counted."""
    return 0 < len(client_id) <= ID_LENGTH and client_id.isascii() and client_id.isprintable()


def seconds_to_wait(tries: int, first_at: datetime, now: datetime) -> int:
    """Seconds until the client may try again, 0 when it may now: ten wrong secrets within a minute are enough."""
    left = first_at + TRIES_WITHIN - now
    return max(1, round(left.total_seconds())) if tries >= TRIES and left > timedelta(0) else 0


def claims_for(
    subject: str,
    roles: Sequence[str],
    places: Sequence[UUID],
    wijken: Sequence[str],
    now: datetime,
    token_id: str,
    issuer: str,
    audience: str,
) -> dict[str, Any]:
    """The claims of a token (RFC 7519 §4.1), with roles and what they are about."""
    return {
        "iss": issuer,
        "aud": audience,
        "sub": subject,
        "iat": int(now.timestamp()),
        "exp": int((now + TOKEN_LIFE).timestamp()),
        "jti": token_id,
        "roles": sorted(roles),
        "places": sorted(str(place) for place in places),
        "wijken": sorted(wijken),
    }
