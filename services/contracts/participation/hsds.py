"""Shapes of `/hsds/`, as Human Services Data Specification 3.1 names them: not in camelCase."""

from typing import Any

from pydantic import BaseModel


class HsdsPage(BaseModel):
    """One page of a list."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]


class HsdsPublisher(BaseModel):
    name: str
    website: str


class HsdsInformation(BaseModel):
    """What this API is."""

    version: str
    profile: str
    openapi_url: str
    description: str
    publisher: HsdsPublisher
