"""`GET /v1/keys` over HTTP."""

import httpx


def test_keys_are_published_for_everybody_with_an_etag(identity: httpx.Client) -> None:
    answer = identity.get("/v1/keys")
    assert answer.status_code == 200
    assert [key["alg"] for key in answer.json()["keys"]] == ["Ed25519"]
    again = identity.get("/v1/keys", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
