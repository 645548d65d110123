"""The properties of entities: their type in OData and in SQL."""

from dataclasses import dataclass
from typing import Literal

Edm = Literal["Int32", "Int64", "Double", "String", "Boolean", "Date", "DateTimeOffset"]
IN_SQL: dict[Edm, str] = {
    "Int32": "int",
    "Int64": "bigint",
    "Double": "float8",
    "String": "text",
    "Boolean": "boolean",
    "Date": "date",
    "DateTimeOffset": "timestamptz",
}


@dataclass(frozen=True, slots=True)
class Property:
    """`sql` is an expression over the rows of the set's source."""

    name: str
    type: Edm
    sql: str

    @property
    def expression(self) -> str:
        return f"({self.sql})::{IN_SQL[self.type]}"
