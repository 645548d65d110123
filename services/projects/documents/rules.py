"""What a file is, by its content and not by its name; what may not be kept at all.

Nothing is opened as a program would: of a zip only the list of its parts and one small part are read.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

MOST_IN_A_PART = 1_000_000
"""Bytes of the part of an office file that says what it is."""
MOST_PARTS = 5_000
OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
MAIN_PARTS = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
}
MACROS = re.compile(r"(^|/)(vbaproject|vbadata)[^/]*$|(^|/)(basic|scripts|macrosheets|activex)/", re.IGNORECASE)
ACTIVE_PDF = (b"/JavaScript", b"/Launch", b"/RichMedia")
ACTIVE_TEXT = re.compile(r"<\s*(script|html|svg|iframe|!doctype|\?xml|\?php)", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
LONGEST_NAME = 120


@dataclass(frozen=True)
class Refused:
    """Why a file is not kept."""

    sentence: str


@dataclass(frozen=True)
class Accepted:
    media_type: str


def looked_at(content: bytes, file_name: str) -> Accepted | Refused:
    """Accepted when the content is what the ending of the name says."""
    ending = PurePosixPath(file_name).suffix.lower().removeprefix(".")
    known = KINDS.get(ending)
    if known is None:
        return Refused(f"We keep {', '.join(KINDS)}; this file is called {file_name[-40:]}.")
    if not content:
        return Refused("The file is empty.")
    media_type, complaint = known
    if sentence := complaint(content, ending):
        return Refused(sentence)
    return Accepted(media_type)


def plain_name(file_name: str) -> str:
    """The name without folders and without signs that a disk or a header can't have."""
    name = NOT_IN_A_NAME.sub("_", file_name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if dot else name[:LONGEST_NAME]


def not_what_it_says(ending: str) -> str:
    return f"This file is not what it says: its name ends in .{ending}, its content is something else."


def wrong_pdf(content: bytes, ending: str) -> str | None:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        return not_what_it_says(ending)
    if any(mark in content for mark in ACTIVE_PDF):
        return "This PDF holds a program. Save it again without, for instance by printing it to PDF."
    return None


def wrong_png(content: bytes, ending: str) -> str | None:
    whole = content.startswith(b"\x89PNG\r\n\x1a\n") and content.endswith(b"IEND\xaeB`\x82")
    return None if whole else not_what_it_says(ending)


def wrong_jpeg(content: bytes, ending: str) -> str | None:
    whole = content.startswith(b"\xff\xd8\xff") and content.endswith(b"\xff\xd9")
    return None if whole else not_what_it_says(ending)


def wrong_text(content: bytes, ending: str) -> str | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return f"A .{ending} file must be text in UTF-8."
    if CONTROL.search(text):
        return not_what_it_says(ending)
    if ACTIVE_TEXT.search(text) or text.startswith("#!"):
        return "This text holds a web page or a program. We keep plain text only."
    return None


def wrong_open_xml(content: bytes, ending: str) -> str | None:
    return _wrong_zip(content, ending, "[Content_Types].xml", lambda part: MAIN_PARTS[ending] in part)


def wrong_open_document(content: bytes, ending: str) -> str | None:
    wanted = KINDS[ending][0].encode()
    return _wrong_zip(content, ending, "mimetype", lambda part: part.strip() == wanted)


def _wrong_zip(content: bytes, ending: str, telling: str, says: Callable[[bytes], bool]) -> str | None:
    """`telling` is the part in which an office file says what it is."""
    if not content.startswith(b"PK\x03\x04"):
        return not_what_it_says(ending)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > MOST_PARTS or telling not in names or archive.getinfo(telling).file_size > MOST_IN_A_PART:
                return not_what_it_says(ending)
            with archive.open(telling) as part:
                said = part.read(MOST_IN_A_PART)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return not_what_it_says(ending)
    if b"macroEnabled" in said or any(MACROS.search(name) for name in names):
        return "This file holds macros. Save it again without them."
    return None if says(said) else not_what_it_says(ending)


Complaint = Callable[[bytes, str], str | None]
KINDS: Mapping[str, tuple[str, Complaint]] = {
    "pdf": ("application/pdf", wrong_pdf),
    "docx": (f"{OPEN_XML}wordprocessingml.document", wrong_open_xml),
    "xlsx": (f"{OPEN_XML}spreadsheetml.sheet", wrong_open_xml),
    "odt": (f"{OPEN_DOCUMENT}text", wrong_open_document),
    "ods": (f"{OPEN_DOCUMENT}spreadsheet", wrong_open_document),
    "png": ("image/png", wrong_png),
    "jpg": ("image/jpeg", wrong_jpeg),
    "jpeg": ("image/jpeg", wrong_jpeg),
    "csv": ("text/csv", wrong_text),
    "txt": ("text/plain", wrong_text),
}
"""Ending of the name → media type, and what is wrong with a content that should be it."""
