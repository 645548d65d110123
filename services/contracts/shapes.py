"""What shapes at a service boundary have in common: camelCase in JSON, snake_case in Python."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, field_validator
from pydantic.alias_generators import to_camel

Item = TypeVar("Item")


class Shape(BaseModel):
    """Something a service answers."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


class Input(BaseModel):
    """Something a service is sent: unknown fields are mistakes, text is trimmed."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, frozen=True, extra="forbid", str_strip_whitespace=True
    )

    @field_validator("*")
    @classmethod
    def storable(cls, value: Any) -> Any:
        """No database keeps a text with the character NUL."""
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and "\0" in text for text in texts):
            raise ValueError("there is a character in it that can't be kept (NUL)")
        return value


class Page(Shape, Generic[Item]):
    """One page of a list; `next` is the address of the following page."""

    items: list[Item]
    total: int
    next: str | None
