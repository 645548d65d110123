"""Whose tokens are believed."""

import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from services.kit.access import Allow, Who
from services.kit.problems import Problem
from services.kit.tokens import Tokens, keys_over_http
from tests.kit.notes import notes_app
from tests.postgres import Database
from tests.serving import browsing, settings_for
from tests.tokens import SIGNER, Signer


class Published:
    """Identity's published keys, which can change, be gone, and are counted."""

    def __init__(self, *signers: Signer) -> None:
        self.signers = signers
        self.asked = 0
        self.down = False

    def __call__(self) -> KeySet:
        self.asked += 1
        if self.down:
            raise httpx.ConnectError("down")
        return KeySet([key for signer in self.signers for key in signer.key_set().keys])


def refused(tokens: Tokens, token: str) -> int:
    with pytest.raises(Problem) as raised:
        tokens.who(token)
    return raised.value.status


@pytest.fixture
def tokens() -> Tokens:
    return Tokens(Published(SIGNER))


def test_a_good_token_says_who(tokens: Tokens) -> None:
    place = uuid4()
    who = tokens.who(SIGNER.token("coordinator", "editor", places=[place], wijken=["moerwijk"], subject="anna"))
    assert who == Who("anna", frozenset({"coordinator", "editor"}), frozenset({place}), frozenset({"moerwijk"}))


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": 1},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iss": "somebody-else"},
        {"iss": None},
        {"aud": "another-system"},
        {"aud": None},
        {"sub": None},
        {"places": ["no-uuid"]},
        {"sub": 5},
        {"roles": "admin"},
        {"roles": ["admin", 7]},
        {"nbf": 9_999_999_999},
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(tokens: Tokens, claims: dict[str, Any]) -> None:
    assert refused(tokens, SIGNER.token("admin", **claims)) == 401


def test_a_token_that_just_expired_is_good_for_the_difference_of_two_clocks(tokens: Tokens) -> None:
    now = int(time.time())
    assert tokens.who(SIGNER.token("admin", exp=now - 1)).subject == "test"
    assert refused(tokens, SIGNER.token("admin", exp=now - 10)) == 401


def encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unsigned(token: str) -> str:
    header = encoded('{"alg":"none","typ":"JWT","kid":"test-key"}')
    return f"{header}.{token.split('.')[1]}."


def other_claims(token: str) -> str:
    header, _, signature = token.split(".")
    payload = encoded(
        f'{{"iss":"zuidwest-identity","aud":"zuidwest","sub":"x","exp":{int(time.time()) + 900},"roles":["admin"]}}'
    )
    return f"{header}.{payload}.{signature}"


def signed_with_the_public_key(token: str) -> str:
    public = SIGNER.key.as_bytes(private=False)
    claims = jwt.decode(token, SIGNER.key_set(), algorithms=["Ed25519"]).claims
    key = OctKey.import_key(public.replace(b"-----", b"").ljust(64))
    return jwt.encode({"alg": "HS256", "kid": "test-key"}, claims, key)


def signed_otherwise(token: str) -> str:
    claims = jwt.decode(token, SIGNER.key_set(), algorithms=["Ed25519"]).claims
    return jwt.encode({"alg": "ES256", "kid": "test-key"}, claims, ECKey.generate_key("P-256"))


@pytest.mark.parametrize("forge", [unsigned, other_claims, signed_with_the_public_key, signed_otherwise, str.upper])
def test_a_forged_token_is_refused(tokens: Tokens, forge: Callable[[str], str]) -> None:
    assert refused(tokens, forge(SIGNER.token("coordinator"))) == 401


@pytest.mark.parametrize("token", ["", "x", "a.b", "a.b.c", "é.é.é", "." * 500, "a" * 5000])
def test_nonsense_is_refused(tokens: Tokens, token: str) -> None:
    assert refused(tokens, token) == 401


def test_a_token_of_another_signer_with_the_same_key_id_is_refused(tokens: Tokens) -> None:
    assert refused(tokens, Signer("test-key").token("admin")) == 401


def test_keys_are_asked_once_for_many_tokens() -> None:
    published = Published(SIGNER)
    tokens = Tokens(published)
    for _ in range(20):
        tokens.who(SIGNER.token("admin"))
    assert published.asked == 1


def test_a_key_that_is_new_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.kit.tokens.KEYS_ASKED_AGAIN_SECONDS", 0.0)
    published = Published(SIGNER)
    tokens = Tokens(published)
    tokens.who(SIGNER.token("admin"))
    rotated = Signer("next-key")
    published.signers = (SIGNER, rotated)
    assert tokens.who(rotated.token("admin")).subject == "test"
    assert tokens.who(SIGNER.token("admin")).subject == "test"
    assert published.asked == 2


def test_nonsense_does_not_make_it_ask_again_and_again() -> None:
    published = Published(SIGNER)
    tokens = Tokens(published)
    for _ in range(20):
        refused(tokens, Signer("unknown").token("admin"))
    assert published.asked == 1


def test_known_keys_are_believed_while_identity_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    published = Published(SIGNER)
    tokens = Tokens(published)
    tokens.who(SIGNER.token("admin"))
    published.down = True
    monkeypatch.setattr("services.kit.tokens.KEYS_KEPT_SECONDS", 0.0)
    assert tokens.who(SIGNER.token("admin")).subject == "test"


def test_while_identity_is_down_it_is_not_asked_for_every_request(monkeypatch: pytest.MonkeyPatch) -> None:
    published = Published(SIGNER)
    tokens = Tokens(published)
    tokens.who(SIGNER.token("admin"))
    published.down, tokens.fetched_at = True, float("-inf")
    for _ in range(20):
        tokens.who(SIGNER.token("admin"))
    assert published.asked == 2


def test_without_any_keys_nobody_can_be_checked() -> None:
    assert refused(Tokens(keys_over_http("http://127.0.0.1:1")), SIGNER.token("admin")) == 503


def test_over_http_identity_down_is_a_503_and_a_wrong_role_a_403(with_notes: Database) -> None:
    app: FastAPI = notes_app(settings_for("projects", with_notes, identity_url="http://127.0.0.1:1"))
    with browsing(app) as notes:
        headers = {"Authorization": f"Bearer {SIGNER.token('analyst')}"}
        assert notes.post("/v1/notes", json={"title": "note"}, headers=headers).status_code == 503
        app.state.tokens = Tokens(Published(SIGNER))
        answer = notes.post("/v1/notes", json={"title": "note"}, headers=headers)
        assert (answer.status_code, answer.json()["title"]) == (403, "Not allowed")


def test_a_role_that_does_not_exist_can_not_be_allowed() -> None:
    with pytest.raises(ValueError, match="unknown roles"):
        Allow("coordinater")
