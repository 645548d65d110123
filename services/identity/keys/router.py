"""The published keys, by which every service checks tokens itself."""

from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from services.kit.access import anyone
from services.kit.etags import body_etag, json_answer

router = APIRouter(tags=["keys"])


class KeysShape(BaseModel):
    """A JWK set (RFC 7517 §5): Ed25519 keys, the next one included before it signs."""

    keys: list[dict[str, Any]]


@router.get("/v1/keys", summary="The public keys of our tokens", response_model=KeysShape)
@anyone
def published_keys(request: Request) -> Response:
    body = orjson.dumps(request.app.state.keyring.published())
    return json_answer(request, body, body_etag(body))
