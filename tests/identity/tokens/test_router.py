"""`POST /v1/tokens` over HTTP (RFC 6749 §4.4, §5.2)."""

from base64 import b64encode
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from services.identity.main import create_app
from services.kit.access import Who
from services.kit.tokens import AUDIENCE, ISSUER, Tokens, keys_over_http, service_secret
from tests.postgres import Database
from tests.serving import browsing, settings_for

FORM = {"grant_type": "client_credentials", "client_id": "demo-coordinator", "client_secret": "demo"}
ROLES = ["coordinator", "editor", "moderator", "programme", "analyst", "approver", "admin"]


def basic(client_id: str, secret: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{client_id}:{secret}".encode()).decode()}


def claims_of(identity: httpx.Client, token: str) -> dict[str, Any]:
    keys = KeySet.import_key_set(identity.get("/v1/keys").json())
    return jwt.decode(token, keys, algorithms=["Ed25519"]).claims


def test_a_client_gets_a_token_for_a_quarter_of_an_hour(identity: httpx.Client) -> None:
    answer = identity.post("/v1/tokens", data=FORM)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json().keys() == {"access_token", "token_type", "expires_in"}
    assert (answer.json()["token_type"], answer.json()["expires_in"]) == ("Bearer", 900)


def test_the_token_says_who_may_what(identity: httpx.Client) -> None:
    claims = claims_of(identity, identity.post("/v1/tokens", data=FORM).json()["access_token"])
    demo = "https://zuidwest.example/demo/place/"
    places = {str(uuid5(NAMESPACE_URL, demo + key)) for key in ("buurtkamer-moerwijk-oost", "buurtkamer-heeswijkplein")}
    assert (claims["iss"], claims["aud"], claims["sub"]) == (ISSUER, AUDIENCE, "demo-coordinator")
    assert claims["exp"] - claims["iat"] == 900
    assert (claims["roles"], set(claims["places"]), claims["wijken"]) == (["coordinator"], places, [])


def test_two_tokens_have_different_ids(identity: httpx.Client) -> None:
    tokens = [identity.post("/v1/tokens", data=FORM).json()["access_token"] for _ in range(2)]
    assert len({claims_of(identity, token)["jti"] for token in tokens}) == 2


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_its_demo_client(identity: httpx.Client, role: str) -> None:
    token = identity.post("/v1/tokens", data=FORM | {"client_id": f"demo-{role}"}).json()["access_token"]
    me = identity.get("/v1/me", headers={"Authorization": f"Bearer {token}"}).json()
    assert (me["subject"], me["roles"]) == (f"demo-{role}", [role])
    assert me["wijken"] == (["moerwijk"] if role == "editor" else [])
    assert len(me["places"]) == (2 if role == "coordinator" else 0)


def test_the_secret_may_come_in_the_header(identity: httpx.Client) -> None:
    form = {"grant_type": "client_credentials"}
    assert identity.post("/v1/tokens", data=form, headers=basic("demo-analyst", "demo")).status_code == 200
    assert identity.post("/v1/tokens", data=form, headers=basic("demo%2Danalyst", "d%65mo")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "everything"}, 400, "invalid_scope"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_id": "x" * 500}, 401, "invalid_client"),
        ({"client_id": "nul\0"}, 401, "invalid_client"),
        ({"client_id": ""}, 401, "invalid_client"),
    ],
)
def test_a_refusal_is_a_problem_and_an_oauth_error(
    identity: httpx.Client, changes: dict[str, str], status: int, error: str
) -> None:
    answer = identity.post("/v1/tokens", data=FORM | changes)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert (answer.json()["error"], answer.json()["status"]) == (error, status)
    assert answer.json()["error_description"] == answer.json()["detail"]


def test_what_is_no_form_is_told_to_be_one(identity: httpx.Client) -> None:
    for answer in (identity.post("/v1/tokens"), identity.post("/v1/tokens", json=FORM)):
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("header", ["Basic !!!", "Basic " + b64encode(b"no colon").decode(), "Bearer x", "Basic /w=="])
def test_a_wrong_header_is_refused_with_the_way_in(identity: httpx.Client, header: str) -> None:
    answer = identity.post("/v1/tokens", data={"grant_type": "client_credentials"}, headers={"Authorization": header})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic ")


def test_the_secret_comes_in_one_place_only(identity: httpx.Client) -> None:
    answer = identity.post("/v1/tokens", data=FORM, headers=basic("demo-coordinator", "demo"))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_form_and_header_name_the_same_client(identity: httpx.Client) -> None:
    form = {"grant_type": "client_credentials", "client_id": "demo-admin"}
    answer = identity.post("/v1/tokens", data=form, headers=basic("demo-coordinator", "demo"))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_ten_wrong_secrets_close_the_door_for_that_client_only(identity: httpx.Client) -> None:
    wrong = FORM | {"client_secret": "wrong"}
    assert [identity.post("/v1/tokens", data=wrong).status_code for _ in range(11)] == [401] * 10 + [429]
    right = identity.post("/v1/tokens", data=FORM)
    assert right.status_code == 429
    assert 1 <= int(right.headers["retry-after"]) <= 60
    assert identity.post("/v1/tokens", data=FORM | {"client_id": "demo-admin"}).status_code == 200


def test_unknown_clients_are_counted_too(identity: httpx.Client) -> None:
    unknown = FORM | {"client_id": "nobody"}
    assert [identity.post("/v1/tokens", data=unknown).status_code for _ in range(11)] == [401] * 10 + [429]


def test_a_service_gets_a_token_with_the_derived_secret(identity: httpx.Client, database: Database) -> None:
    form = FORM | {"client_id": "service", "client_secret": service_secret(settings_for("identity", database))}
    token = identity.post("/v1/tokens", data=form).json()["access_token"]
    assert claims_of(identity, token)["roles"] == ["service"]
    assert identity.post("/v1/tokens", data=form | {"client_secret": "demo"}).status_code == 401


def test_another_service_checks_the_token_by_the_published_keys(identity: httpx.Client) -> None:
    token = identity.post("/v1/tokens", data=FORM | {"client_id": "demo-editor"}).json()["access_token"]
    who = Tokens(keys_over_http(str(identity.base_url).rstrip("/"))).who(token)
    assert who == Who("demo-editor", frozenset({"editor"}), wijken=frozenset({"moerwijk"}))


def test_tokens_outlive_a_restart(database: Database) -> None:
    settings = settings_for("identity", database)
    with browsing(create_app(settings)) as first:
        token = first.post("/v1/tokens", data=FORM).json()["access_token"]
    with browsing(create_app(settings)) as second:
        assert second.get("/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_me_needs_a_token(identity: httpx.Client) -> None:
    answer = identity.get("/v1/me")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert identity.get("/v1/me", headers={"Authorization": "Bearer nonsense"}).status_code == 401
