"""Who asks, as routes and rules see them."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Who:
    """The bearer of a valid token: an account or a machine client, its roles, and what the roles are about."""

    subject: str
    roles: frozenset[str]
    places: frozenset[UUID] = field(default_factory=frozenset)
    wijken: frozenset[str] = field(default_factory=frozenset)
