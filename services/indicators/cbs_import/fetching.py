"""Fetches the rows of a table, each page kept on disk as it comes: who is cut off goes on where they were."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any

import orjson

from services.indicators.cbs_import.asking import Asking
from services.indicators.cbs_import.sources import Source

Progress = Callable[[int, int | None], None]
"""Told how many rows there are on disk, and how many there will be."""


@dataclass(slots=True)
class State:
    """`following` is the page to ask for next; None when all are here. `modified`: the table that the pages are of."""

    modified: str
    following: str | None
    pages: int = 0
    rows: int = 0
    size: int = 0


class Changed(Exception):
    """CBS published the table anew while it was being fetched: what is on disk is of two tables, and gone."""


class Fetching:
    """In a folder of its own for each table, address and filter."""

    def __init__(self, folder: Path, source: Source) -> None:
        table = source.table
        name = sha256(f"{table.address} {table.filter}".encode()).hexdigest()[:12]
        self.folder = folder / f"{table.id}-{name}"
        self.source = source
        self.state = self._known() or State(table.modified, source.rows)

    @property
    def goes_on(self) -> bool:
        return self.state.pages > 0

    def fetch(self, asking: Asking, tell: Progress) -> None:
        """All pages that are not here yet. Raises Unreachable; what came before it stays."""
        self.folder.mkdir(parents=True, exist_ok=True)
        tell(self.state.rows, self.source.count)
        while self.state.following:
            options = self.source.options if self.state.following == self.source.rows else {}
            page = asking.page(self.state.following, **options)
            self._keep(page.rows)
            self.state.pages += 1
            self.state.rows += len(page.rows)
            self.state.size += page.size
            self.state.following = page.following
            self._write("state.json", asdict(self.state))
            tell(self.state.rows, self.source.count)

    def check(self, modified: str) -> None:
        """Raises Changed when the table is another one now."""
        if modified != self.state.modified:
            self.forget()
            raise Changed

    def rows(self) -> Iterator[dict[str, Any]]:
        for number in range(self.state.pages):
            yield from orjson.loads((self.folder / f"{number}.json").read_bytes())

    def forget(self) -> None:
        rmtree(self.folder, ignore_errors=True)

    def _known(self) -> State | None:
        """Of an earlier attempt; not of a table that has changed since."""
        try:
            state = State(**orjson.loads((self.folder / "state.json").read_bytes()))
        except (OSError, TypeError, orjson.JSONDecodeError):
            return None
        return state if state.modified == self.source.table.modified else None

    def _keep(self, rows: list[dict[str, Any]]) -> None:
        self._write(f"{self.state.pages}.json", rows)

    def _write(self, name: str, said: Any) -> None:
        """Whole or not at all."""
        half = self.folder / f"{name}.half"
        half.write_bytes(orjson.dumps(said))
        half.replace(self.folder / name)
