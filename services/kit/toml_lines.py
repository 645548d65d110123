"""Where a value stands in a TOML file, so that a complaint about it can name the line.

`tomllib` parses but keeps no positions; this reads the text once more, only for the shape: headers, keys, and which
lines belong to a value that runs over several.
"""

import re
from dataclasses import dataclass, field

TomlPath = tuple[str | int, ...]

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
LONG_QUOTES = ('"""', "'''")
PIECE = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')


@dataclass
class TomlLines:
    """The line (from 1) of every table, array table and key of one file."""

    lines: dict[TomlPath, int] = field(default_factory=dict)

    def line_of(self, path: TomlPath) -> int:
        """The line of the value, or of the nearest thing around it; 1 for the file as a whole."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return 1


def toml_lines(text: str) -> TomlLines:
    """Read the shape of a TOML text that parses."""
    found = TomlLines()
    here: TomlPath = ()
    counts: dict[TomlPath, int] = {}
    value = OpenValue()
    value_path: TomlPath = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if value.is_open():
            note_elements(found, value, value_path, line, number)
            continue
        if (header := HEADER.match(line)) is not None:
            here = header_path(names(header[2]), header[1] == "[[", counts)
            found.lines[here] = number
        elif (key := KEY.match(line)) is not None:
            value_path = here + names(key[1])
            for depth in range(len(here) + 1, len(value_path) + 1):
                found.lines.setdefault(value_path[:depth], number)
            value = OpenValue()
            note_elements(found, value, value_path, line[key.end() :], number)
    return found


def names(dotted: str) -> TomlPath:
    """The parts of a dotted key, quotes taken off."""
    return tuple(part.strip().strip("\"'") for part in re.findall(r'"[^"]*"|\'[^\']*\'|[^.\s]+', dotted))


def header_path(parts: TomlPath, is_array: bool, counts: dict[TomlPath, int]) -> TomlPath:
    """The path of a header with the index of every array table in it: [[a]] [[a.b]] gives (a, 0, b, 0)."""
    path: TomlPath = ()
    for position, part in enumerate(parts):
        path = (*path, part)
        is_last = position == len(parts) - 1
        if is_last and is_array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


@dataclass
class OpenValue:
    """A value that may run over lines: how deep in brackets, inside which long quotes, and how many elements so far."""

    brackets: list[str] = field(default_factory=list)
    quotes: str = ""
    elements: int = 0

    def is_open(self) -> bool:
        return bool(self.brackets) or bool(self.quotes)

    def starts_element(self, piece: str) -> bool:
        """Whether the piece begins an element of an array that is the value itself."""
        return self.brackets == ["["] and piece[0] in "{[\"'"

    def take(self, piece: str) -> None:
        if piece in LONG_QUOTES:
            self.quotes = piece
        elif piece in ("[", "{"):
            self.brackets.append(piece)
        elif piece in ("]", "}"):
            self.brackets.pop()


def note_elements(found: TomlLines, value: OpenValue, path: TomlPath, line: str, number: int) -> None:
    """Go over one line of a value; note where each text or inline table of a top-level array begins."""
    rest = line
    while rest:
        if value.quotes:
            _, closing, rest = rest.partition(value.quotes)
            value.quotes = "" if closing else value.quotes
            continue
        if (match := PIECE.search(rest)) is None or match[0].startswith("#"):
            return
        if value.starts_element(match[0]):
            found.lines[(*path, value.elements)] = number
            value.elements += 1
        value.take(match[0])
        rest = rest[match.end() :]
