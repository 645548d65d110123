"""What tests read from answers."""

from typing import Any

import httpx


def items(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def statements(answer: httpx.Response) -> int:
    """How many SQL statements the request ran (a header in demo mode)."""
    return int(answer.headers["sql-statements"])


def wrong_fields(answer: httpx.Response) -> dict[str, str]:
    """Field → code of every mistake that a 400 names."""
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return {error["location"]["name"]: error["code"] for error in answer.json()["errors"]}
