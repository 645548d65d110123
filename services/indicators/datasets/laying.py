"""A file that comes in is laid down once: copied, its checksum taken, and text brought to UTF-8."""

import codecs
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

PIECE = 1 << 20
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NO_TEXT = (b"PAR1", b"$FL2", b"$FL3", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")
"""How files begin that are no text: Parquet, SPSS, XLSX, and what we do not take."""


@dataclass(frozen=True, slots=True)
class Laid:
    """`checksum` (SHA-256) and `size` are of the file as it came."""

    path: Path
    checksum: str
    size: int


def lay_down(source: BinaryIO, folder: Path) -> Laid:
    """In pieces, whatever the size. Text that is not UTF-8 is taken for UTF-16 when it says so, else Windows-1252."""
    path, found, text = folder / "file", sha256(), Utf8()
    with path.open("wb") as target:
        while piece := source.read(PIECE):
            found.update(piece)
            target.write(piece)
            text.take(piece)
        size = target.tell()
    if not text.holds():
        path = _as_utf8(path, "utf-16" if text.start.startswith(UTF_16) else "cp1252")
    return Laid(path, found.hexdigest(), size)


class Utf8:
    """Whether pieces make up UTF-8 text; what begins as no text is not looked at."""

    def __init__(self) -> None:
        self.start = b""
        self.broken = False
        self.decoder = codecs.getincrementaldecoder("utf-8")()

    def take(self, piece: bytes) -> None:
        self.start = self.start or piece[:8]
        if not self.broken and not self.start.startswith(NO_TEXT):
            self._decode(piece)

    def holds(self) -> bool:
        if not self.broken:
            self._decode(b"", final=True)
        return not self.broken

    def _decode(self, piece: bytes, final: bool = False) -> None:
        try:
            self.decoder.decode(piece, final)
        except UnicodeDecodeError:
            self.broken = True


def _as_utf8(path: Path, encoding: str) -> Path:
    """A byte that the encoding does not know becomes a question mark in a box, which no code explains."""
    text = path.with_name("text")
    with path.open(encoding=encoding, errors="replace", newline="") as source, text.open("w", newline="") as target:
        while piece := source.read(PIECE):
            target.write(piece)
    return text
