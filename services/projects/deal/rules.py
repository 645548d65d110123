"""What applying a deal's files means for the rows that are there: a difference, nothing lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Kept:
    """A row as the table has it; `content` is everything that the files decide."""

    content: dict[str, Any]
    withdrawn: bool


@dataclass(frozen=True)
class Difference:
    """Keys by what has to happen to them."""

    added: list[str | int] = field(default_factory=list)
    changed: list[str | int] = field(default_factory=list)
    returned: list[str | int] = field(default_factory=list)
    withdrawn: list[str | int] = field(default_factory=list)
    unchanged: list[str | int] = field(default_factory=list)
    amended: list[str | int] = field(default_factory=list)


def difference(
    kept: Mapping[str | int, Kept],
    wanted: Mapping[str | int, dict[str, Any]],
    amended: frozenset[str | int] = frozenset(),
) -> Difference:
    """A row that the files no longer have is withdrawn once; one that comes back is a returned one.

    What the parties amended (Art. 10 and 11) is theirs to change: the files no longer do.
    """
    found = Difference()
    for key, content in wanted.items():
        row = kept.get(key)
        if row is None:
            found.added.append(key)
        elif key in amended:
            (found.unchanged if row.content == content else found.amended).append(key)
        elif row.withdrawn:
            found.returned.append(key)
        elif row.content != content:
            found.changed.append(key)
        else:
            found.unchanged.append(key)
    found.withdrawn.extend(
        key for key, row in kept.items() if key not in wanted and key not in amended and not row.withdrawn
    )
    return found
