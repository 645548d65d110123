"""One running registry for many tests: each makes what it needs, under a title of its own."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx

from tests.tokens import bearer

OFFICE = bearer("programme", subject="office")
NUMBERS = count(1)
Body = dict[str, Any]


@dataclass
class World:
    client: httpx.Client

    def post(self, path: str, body: Body, status: int = 201) -> Body:
        answer = self.client.post(path, json=body, headers=OFFICE)
        assert answer.status_code == status, answer.text
        found: Body = answer.json()
        return found

    def get(self, path: str, headers: dict[str, str] | None = None) -> Body:
        answer = self.client.get(path, headers=headers or {})
        assert answer.status_code == 200, answer.text
        found: Body = answer.json()
        return found

    def put(self, path: str, body: Body, version: int | str) -> httpx.Response:
        return self.client.put(path, json=body, headers=OFFICE | {"If-Match": f'"{version}"'})

    def delete(self, path: str) -> httpx.Response:
        return self.client.delete(path, headers=OFFICE | {"If-Match": "*"})

    def project(self, **changes: Any) -> Body:
        made = {
            "title": f"Project {next(NUMBERS)}",
            "summary": "Samen.",
            "pillar": 1,
            "themes": ["participatie"],
            "wijken": ["moerwijk"],
            "status": "running",
        }
        return self.post("/v1/projects", made | changes)
