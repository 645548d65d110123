"""Which activity a form is about."""

from typing import Any
from uuid import UUID

from frontend.pages.dates.reading import is_id


def kept_before(values: dict[str, Any]) -> UUID | None:
    """The draft that was made of a new activity while it was being written."""
    return UUID(values["id"]) if is_id(str(values.get("id", ""))) else None
