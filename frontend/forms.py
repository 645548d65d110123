"""What a form page shows: what was filled in, and what is wrong with it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class FormState:
    """By field name; an error without a field has the name "". Nothing that was typed is lost by an error."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
