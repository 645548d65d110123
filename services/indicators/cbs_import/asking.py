"""Asks an OData service page by page; what fails on the way is asked again, a few times."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import orjson

SECONDS = 60.0
WAITS = (0.5, 2.0, 5.0)
"""Before each further attempt, in seconds."""
TRANSIENT = (408, 429, 500, 502, 503, 504)


class Unreachable(Exception):
    """No answer, or half of one, however often it was asked; the sentence says what happened."""


class NoTable(Exception):
    """There is no such table, or the address is not that of such a service."""


@dataclass(frozen=True, slots=True)
class OdataPage:
    """`following`: the address of the next page; `size` in bytes."""

    rows: list[dict[str, Any]]
    following: str | None
    size: int


class Asking:
    """`wait` is there for tests."""

    def __init__(self, client: httpx.Client, wait: Callable[[float], None] = time.sleep) -> None:
        self.client = client
        self.wait = wait

    def said(self, address: str, **options: str) -> tuple[dict[str, Any], int]:
        """An answer in JSON and its size. Raises Unreachable or NoTable."""
        for seconds in (*WAITS, None):
            try:
                return self._once(address, options)
            except (httpx.TransportError, _Failed, orjson.JSONDecodeError) as error:
                if seconds is None:
                    raise Unreachable(f"{type(error).__name__.strip('_')}: {error}") from error
                self.wait(seconds)
        raise AssertionError

    def page(self, address: str, **options: str) -> OdataPage:
        said, size = self.said(address, **options)
        link = said.get("odata.nextLink") or said.get("@odata.nextLink")
        return OdataPage(said["value"], str(httpx.URL(address).join(link)) if link else None, size)

    def rows(self, address: str, **options: str) -> Iterator[dict[str, Any]]:
        """All pages of a set."""
        page = self.page(address, **options)
        yield from page.rows
        while page.following:
            page = self.page(page.following)
            yield from page.rows

    def number(self, address: str, options: Mapping[str, str]) -> int | None:
        """How many rows there are; None where the service does not say."""
        try:
            return int(self.client.get(address, params=options or None).text.strip("\ufeff \n"))
        except (ValueError, httpx.HTTPError):
            return None

    def _once(self, address: str, options: Mapping[str, str]) -> tuple[dict[str, Any], int]:
        # httpx takes an empty mapping for “no query at all”, and would cut off that of a next page.
        answer = self.client.get(address, params=options or None)
        if answer.status_code in TRANSIENT:
            raise _Failed(f"status {answer.status_code}")
        if answer.status_code != 200:
            raise NoTable(f"{answer.request.url.path} answered with status {answer.status_code}")
        said = orjson.loads(answer.content)
        if not isinstance(said, dict):
            raise NoTable(f"{answer.request.url.path} is no OData")
        return said, len(answer.content)


class _Failed(Exception):
    pass


def client() -> httpx.Client:
    return httpx.Client(timeout=SECONDS, follow_redirects=True, headers={"Accept": "application/json"})
