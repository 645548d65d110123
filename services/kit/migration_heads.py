"""Which migration the code of a service was written for.

Read from the names of the files, which are numbered: alembic itself takes a third of a second to import, and a
service needs it for nothing else. A test compares with alembic's own answer.
"""

from functools import lru_cache
from pathlib import Path

MIGRATIONS = Path(__file__).parents[2] / "migrations"


@lru_cache
def head_revision(service: str) -> str | None:
    numbers = [file.name.split("_", 1)[0] for file in (MIGRATIONS / "versions" / service).glob("[0-9]*_*.py")]
    return max(numbers, default=None)
