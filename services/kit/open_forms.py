"""Forms that anybody may send, without an account: little that a machine likes, nothing that a person notices.

A field that people do not see must stay empty, and a form is not filled in within seconds. Who is signed in skips both.
"""

import hmac
import time
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

from fastapi import APIRouter, Request

from services.contracts.open_forms import FormToken
from services.contracts.open_forms import OpenForm as OpenForm
from services.kit.access import anyone
from services.kit.problems import Problem
from services.kit.sealing import Sealer
from services.kit.secrets import derived
from services.kit.who import Who

LEAST_SECONDS = 3
MOST_SECONDS = 24 * 3600
router = APIRouter(tags=["forms"])


@router.post("/v1/form-tokens", response_model=FormToken, status_code=201)
@anyone
def make_form_token(request: Request) -> FormToken:
    """A token to send with an open form. Ask for it when you show the form; it can be used after three seconds."""
    now = int(time.time())
    return FormToken(
        token=issued(_secret(request), now),
        usable_after=datetime.fromtimestamp(now + LEAST_SECONDS, UTC),
        usable_until=datetime.fromtimestamp(now + MOST_SECONDS, UTC),
    )


def check_open_form(request: Request, form: OpenForm, who: Who | None = None) -> None:
    """Raises Problem 400; the words are the same whatever was wrong with a machine's form, and kind for a person.

    The site always sends a token; a program that has none is let in and counted (`rate_limits`): it could ask for one.
    """
    if who is not None:
        return
    token = form.form_token
    age = _age(_secret(request), token) if token is not None else float(LEAST_SECONDS)
    if age is not None and age > MOST_SECONDS:
        raise Problem(400, "This form was open for more than a day. Load it again and send it.", code="form-too-old")
    if form.website or age is None or age < LEAST_SECONDS:
        raise Problem(400, "We could not take this form. Wait a few seconds and send it again.", code="form-not-taken")


def origin_of(request: Request) -> bytes:
    """Who calls, as far as it takes to count and to undo: a keyed hash of the address, another one each day.

    Behind a proxy or the site the address is that of `X-Forwarded-For`, from addresses that uvicorn is told to trust.
    """
    sealer = Sealer(_secret(request), f"origin {datetime.now(UTC):%Y-%m-%d}")
    return sealer.fingerprint(_network(request.client.host if request.client else ""))


def issued(secret: str, moment: int) -> str:
    return f"{moment}.{_signature(secret, moment)}"


def _age(secret: str, token: str) -> float | None:
    """In seconds; None for a token that is not ours, or of the future."""
    moment, _, signature = token.partition(".")
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 12 and signature.isascii()):
        return None
    if not hmac.compare_digest(signature, _signature(secret, int(moment))):
        return None
    age = time.time() - int(moment)
    return age if age >= 0 else None


def _signature(secret: str, moment: int) -> str:
    return hmac.new(derived(secret, "form token").encode(), str(moment).encode(), sha256).hexdigest()[:32]


def _network(host: str) -> str:
    """One household has one IPv4 address, but a whole /64 of IPv6."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)


def _secret(request: Request) -> str:
    found: str = request.app.state.settings.secret.get_secret_value()
    return found
