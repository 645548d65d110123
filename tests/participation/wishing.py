"""Residents who wish, and those who read their wishes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from tests.forms import form_token
from tests.participation.conftest import Body, World
from tests.tokens import bearer

MODERATOR = bearer("moderator", subject="a-moderator")
TEXT = "Ik wil graag een naaiclub in de buurt"


def wish_body(**changes: Any) -> Body:
    return {"text": TEXT, "wijk": "moerwijk", "category": "crafts", "formToken": form_token()} | changes


def proposal_body(**changes: Any) -> Body:
    return {
        "kind": "activity",
        "title": "Schaken in het park",
        "description": "Met de buren een potje schaken. Ik neem borden mee.",
        "when": "op zaterdag in de middag",
        "where": "bij de vijver",
        "wijk": "moerwijk",
        "formToken": form_token(),
    } | changes


def calling(number: int) -> dict[str, str]:
    """Headers of a request from another address."""
    return {"X-Forwarded-For": f"203.0.113.{number}"}


@dataclass
class Wishing:
    world: World

    @property
    def client(self) -> httpx.Client:
        return self.world.client

    def wish(self, headers: dict[str, str] | None = None, **changes: Any) -> httpx.Response:
        return self.client.post("/v1/wishes", json=wish_body(**changes), headers=headers or {})

    def wished(self, headers: dict[str, str] | None = None, **changes: Any) -> Body:
        answer = self.wish(headers, **changes)
        assert answer.status_code == 201, answer.text
        found: Body = answer.json()
        return found

    def decide(
        self, wish_id: Any, decision: str = "approve", headers: dict[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        """With the version that the desk shows now."""
        etag = self.etag(wish_id)
        given = (headers or MODERATOR) | {"If-Match": etag}
        return self.client.post(f"/v1/wishes/{wish_id}/decision", json={"decision": decision} | more, headers=given)

    def etag(self, wish_id: Any) -> str:
        found: str = self.client.get(f"/v1/wishes/{wish_id}/desk", headers=MODERATOR).headers["etag"]
        return found

    def shown(self, headers: dict[str, str] | None = None, **changes: Any) -> UUID:
        """A wish that was approved and stands by itself."""
        made = self.wished(headers, **changes)
        answer = self.decide(made["id"], join=False)
        assert answer.status_code == 200, answer.text
        return UUID(made["id"])

    def support(self, wish_id: Any, headers: dict[str, str] | None = None, **changes: Any) -> httpx.Response:
        body = {"formToken": form_token()} | changes
        return self.client.post(f"/v1/wishes/{wish_id}/supports", json=body, headers=headers or {})

    def listed(self, **asked: Any) -> list[Body]:
        found: list[Body] = self.client.get("/v1/wishes", params=asked).json()["items"]
        return found

    def offer(self, wish_id: Any, activity_id: Any, headers: dict[str, str] | None = None) -> httpx.Response:
        path, body = f"/v1/wishes/{wish_id}/offers", {"activityId": str(activity_id)}
        return self.client.post(path, json=body, headers=headers or self.world.coordinator)


def link_of(made: Body) -> str:
    """The API's address of one's own wish or proposal."""
    kind = "wishes" if "/wensen/" in made["manageUrl"] else "proposals"
    return f"/v1/{kind}/mine/{made['manageUrl'].rpartition('/')[2]}"
