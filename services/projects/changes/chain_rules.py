"""The audit's chain, worked out again: what was changed, put in, taken out, swapped or cut off (docs/adr/0011)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations, product
from typing import Literal

START = sha256(b"").hexdigest()
"""What the first row follows."""
MANY = 200
Kind = Literal["changed", "inserted", "deleted", "swapped", "cut-off", "rewritten"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the audit. `content` as text: moment in microseconds, who, action, type and id of the object, change,
    request, reason. `position` is empty for a row that no transaction of the service made."""

    position: int | None
    id: int
    content: tuple[str | None, ...]
    hash: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """How long the chain was and how it ended; `what` carries it, such as a published report."""

    count: int
    hash: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """`rows` are ids, or positions of rows that are gone."""

    kind: Kind
    rows: tuple[int, ...]
    sentence: str


def hash_of(before: str, line: Line) -> str:
    """SHA-256 of the hash before it and its own values, each with its length in bytes before it."""
    text = before + field(str(line.id)) + "".join(field(value) for value in line.content)
    return sha256(text.encode()).hexdigest()


def field(value: str | None) -> str:
    return "-" if value is None else f"{len(value.encode())}:{value}"


def follows(line: Line, before: str) -> bool:
    return line.hash == hash_of(before, line)


class Check:
    """Goes along the chain in order, then explains what does not fit. Keeps the content of doubtful rows only."""

    def __init__(self) -> None:
        self.positions: list[int] = []
        self.ids: list[int] = []
        self.hashes: list[str] = [START]
        """One more than rows: what each row should follow, then the end."""
        self.doubtful: dict[int, Line] = {}
        self.inserted: set[int] = set()
        self.findings: list[Finding] = []

    def take(self, line: Line) -> None:
        """The next row, by position; rows without one come last."""
        if line.position is None or line.hash is None:
            self.findings.append(inserted(line.id, "it is not in the chain"))
            return
        index = len(self.ids)
        if not follows(line, self.hashes[-1]):
            if index and follows(line, self.hashes[-2]):
                self.inserted.add(index - 1)
            if not self.gap_before(line.position):
                self.doubtful[index] = line
        self.note_gap(line.position)
        self.positions.append(line.position)
        self.ids.append(line.id)
        self.hashes.append(line.hash)

    def gap_before(self, position: int) -> bool:
        return position > (self.positions[-1] if self.positions else 0) + 1

    def note_gap(self, position: int) -> None:
        if self.gap_before(position):
            gone = tuple(range((self.positions[-1] if self.positions else 0) + 1, position))
            self.findings.append(Finding("deleted", gone, f"{numbered(gone)} of the chain: deleted."))

    def done(self, head: Head, seals: Iterable[Head]) -> list[Finding]:
        """Everything that was found, also against the head and what was published of it."""
        self.explain_swaps()
        for index in sorted(self.inserted):
            self.doubtful.pop(index, None)
            self.doubtful.pop(index + 1, None)
            self.findings.append(inserted(self.ids[index], "the row after it does not follow from it"))
        self.findings += [changed(self.ids[index]) for index in sorted(self.doubtful)]
        self.findings += self.against(head)
        self.findings += [finding for seal in seals for finding in self.against_seal(seal)]
        return self.findings

    def explain_swaps(self) -> None:
        """Each pair of doubtful rows; where very many are, the whole is lost anyway."""
        if len(self.doubtful) > MANY:
            return
        for one, other in list(combinations(sorted(self.doubtful), 2)):
            if one in self.doubtful and other in self.doubtful and (explained := self.if_swapped(one, other)):
                ids = (self.ids[one], self.ids[other])
                self.findings.append(Finding("swapped", ids, f"Rows {ids[0]} and {ids[1]} were swapped."))
                self.inserted -= explained
                for index in explained:
                    self.doubtful.pop(index, None)

    def if_swapped(self, one: int, other: int) -> set[int]:
        """The doubtful rows that fit again when these two change places, with or without their ids and hashes."""
        touched = {index for index in (one, one + 1, other, other + 1) if index in self.doubtful}
        for with_id, with_hash in product((False, True), repeat=2):
            lines = {index: self.doubtful[index] for index in touched}
            lines[one] = in_place_of(self.doubtful[one], self.doubtful[other], with_id, with_hash)
            lines[other] = in_place_of(self.doubtful[other], self.doubtful[one], with_id, with_hash)
            hashes = dict(enumerate(self.hashes)) | {index + 1: line.hash for index, line in lines.items()}
            if all(line.hash == hash_of(hashes[index] or "", line) for index, line in lines.items()):
                return touched
        return set()

    def against(self, head: Head) -> Iterator[Finding]:
        last = self.positions[-1] if self.positions else 0
        if last < head.count:
            gone = tuple(range(last + 1, head.count + 1))
            yield Finding(
                "cut-off", gone, f"The end of the chain is cut off: {numbered(gone)} of {head.count} is gone."
            )
        elif last > head.count:
            yield inserted(self.ids[-1], "the chain was longer than its head says")
        elif self.hashes[-1] != head.hash:
            yield Finding("rewritten", (), "The head of the chain does not say how it ends.")

    def against_seal(self, seal: Head) -> Iterator[Finding]:
        last = self.positions[-1] if self.positions else 0
        if seal.count > last:
            gone = tuple(range(last + 1, seal.count + 1))
            yield Finding(
                "cut-off", gone, f"{seal.what} carries {seal.count} rows, {last} are left: the end is cut off."
            )
        elif seal.count and self.hash_at(seal.count) != seal.hash:
            yield Finding("rewritten", (), f"{seal.what} carries another hash for row {seal.count} of the chain.")

    def hash_at(self, position: int) -> str | None:
        """The hash at a position; None where its row is gone."""
        index = position - 1 if self.positions[position - 1 : position] == [position] else -1
        if index < 0 and position in self.positions:
            index = self.positions.index(position)
        return self.hashes[index + 1] if index >= 0 else None


def in_place_of(line: Line, by: Line, with_id: bool, with_hash: bool) -> Line:
    return replace(line, content=by.content, id=by.id if with_id else line.id, hash=by.hash if with_hash else line.hash)


def inserted(row: int, why: str) -> Finding:
    return Finding("inserted", (row,), f"Row {row} was inserted: {why}.")


def changed(row: int) -> Finding:
    return Finding("changed", (row,), f"Row {row} was changed, or the row before it was taken out.")


def numbered(numbers: Sequence[int]) -> str:
    return f"row {numbers[0]}" if len(numbers) == 1 else f"rows {numbers[0]} to {numbers[-1]}"
