"""Lines of a calendar (RFC 5545 §3.1, §3.3.11): at most 75 octets, with what has a meaning there escaped."""

import re
from datetime import UTC, datetime

MOST = 75
ESCAPED = {ord("\\"): "\\\\", ord(";"): "\\;", ord(","): "\\,", **dict.fromkeys(map(ord, "\n\x85\u2028\u2029"), "\\n")}
"""Every end of a line that Unicode knows: a program that splits at them would read half a property."""
FORBIDDEN: dict[int, str | None] = {code: None for code in (*range(32), 127) if code not in (9, 10)}
TEXT: dict[int, str | None] = {**FORBIDDEN, **ESCAPED}
NEEDS_A_LOOK = re.compile(f"[{''.join(re.escape(chr(code)) for code in TEXT)}]")
"""Most texts have none of these, and translating each of their letters takes ten times as long as finding that out."""


def written(name: str, text: str) -> str:
    """A property of the type TEXT."""
    return line(name, text.translate(TEXT) if NEEDS_A_LOOK.search(text) else text)


def line(name: str, value: str) -> str:
    """A property with a value that needs no escape."""
    whole = f"{name}:{value}"
    return f"{whole}\r\n" if len(whole) <= MOST and whole.isascii() else folded(whole)


def folded(whole: str) -> str:
    """In lines of octets, never in the middle of a character; each next line begins with a space."""
    if whole.isascii():
        parts = [whole[:MOST], *(whole[at : at + MOST - 1] for at in range(MOST, len(whole), MOST - 1))]
        return "\r\n ".join(parts) + "\r\n"
    octets, lines, start = whole.encode(), [], 0
    while start < len(octets):
        end = min(start + MOST - bool(start), len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        lines.append(octets[start:end].decode())
        start = end
    return "\r\n ".join(lines) + "\r\n"


def local(name: str, zone: str, *moments: datetime) -> str:
    """Wall times in a time zone that the calendar has."""
    return line(f"{name};TZID={zone}", ",".join([f"{each:%Y%m%dT%H%M%S}" for each in moments]))


def moment(at: datetime) -> str:
    """An instant."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
