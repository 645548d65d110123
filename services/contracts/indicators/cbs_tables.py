"""Tables of CBS as they were taken in: with what CBS tells of them."""

from typing import Any, Literal

from pydantic import Field

from services.contracts.indicators.datasets import DatasetMetadata, ItemId
from services.contracts.shapes import Input

TABLE = r"^[0-9A-Za-z_]{4,20}$"
"""`85067NED`; older ones have other names."""


class CbsColumn(Input):
    """A dimension or a topic. The key of a dimension in a row is without the spaces that CBS fills it up with."""

    key: str
    title: str
    kind: Literal["dimension", "topic"]
    description: str = ""
    unit: str = ""
    decimals: int | None = None
    text: bool = False
    """Whether its values are words rather than numbers."""


class CbsTable(Input):
    """`about` is all that CBS tells of the table itself; `groups` are those of its codes. `modified` is CBS's."""

    id: str = Field(pattern=TABLE)
    title: str
    modified: str
    protocol: Literal["v3", "v4"]
    address: str
    filter: str = ""
    columns: list[CbsColumn]
    about: dict[str, Any]
    groups: list[dict[str, Any]]


class CbsMetadata(DatasetMetadata):
    """Of a whole table. `definitionVersions` has the definitions that took their counts from it, often none."""

    definition_versions: dict[ItemId, int] = Field(default_factory=dict, max_length=20)
    table: CbsTable
