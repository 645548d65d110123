"""When a definition gets a new version."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Known:
    """The newest version that is kept of a definition."""

    version: int
    checksum: str


def checksum(content: dict[str, Any]) -> str:
    """SHA-256 of everything that a definition says, its version number left out."""
    said = {name: value for name, value in content.items() if name != "version"}
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def new_version(declared: int, said: str, newest: Known | None) -> int | None:
    """The number of the new version, None when nothing changed.

    The number in the deal's file counts when it is higher. A change under an old number gets the next one: what was
    measured by the earlier text must stay readable beside it.
    """
    if newest is None:
        return declared
    if said == newest.checksum and declared <= newest.version:
        return None
    return max(declared, newest.version + 1)


def edition_version(declared: int, said: str, known: Mapping[int, str]) -> int | None:
    """The number under which another edition is kept, None when it is there already. `known`: checksums by version."""
    if said in known.values():
        return None
    return declared if declared not in known else max(known) + 1
