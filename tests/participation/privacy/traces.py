"""What of a person can be found again in bytes: as typed, and in the ways in which programs write text down."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote


def traces(planted: str) -> set[str]:
    """In lower case: the text, without its spaces and signs, in hex, base64, as a URL and in JSON, and its plain
    hashes, from which anybody can find a phone number by trying them all."""
    forms = {planted, planted.lower(), planted.upper()} | {re.sub(r"[\s+()-]", "", planted)}
    found = set(forms)
    for form in forms:
        raw = form.encode()
        found |= {raw.hex(), quote(form), json.dumps(form).strip('"'), *_base64(raw)}
        found |= {hashlib.new(name, raw, usedforsecurity=False).hexdigest() for name in ("md5", "sha1", "sha256")}
        found.add(hash_in_base64(raw))
    return {each.lower() for each in found if len(each) >= 6}


def hash_in_base64(raw: bytes) -> str:
    return base64.b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")


def found_in(text: str, planted: Iterable[str]) -> list[str]:
    """Which of the planted texts left a trace in `text`."""
    lowered = text.lower()
    return [each for each in planted if any(trace in lowered for trace in traces(each))]


def _base64(raw: bytes) -> Iterator[str]:
    """As it stands in the middle of something longer: three ways to fall into groups of three bytes."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw).decode().rstrip("=")
        yield encoded[(0, 2, 3)[before] : -1 if (before + len(raw)) % 3 else None]
