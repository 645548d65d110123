"""Which languages the asker prefers (`Accept-Language`, RFC 9110 §12.5.4)."""

import re
from functools import lru_cache

DEFAULT = "nl"
TRIED = 3
_RANGE = re.compile(r"\s*([A-Za-z]{2,3})(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?\Z")


@lru_cache(maxsize=512)
def preferred(header: str | None) -> tuple[str, str, str]:
    """Three languages to try in this order; Dutch is always among them, and in the place of what is not given."""
    found = [_RANGE.match(part) for part in (header or "")[:500].split(",")]
    weighed = [(float(each[2] or 1), each[1].lower()) for each in found if each]
    best_first = sorted((pair for pair in weighed if pair[0] > 0), key=lambda pair: -pair[0])
    names = list(dict.fromkeys(name for _, name in best_first))[: TRIED - 1]
    first, second, third = (*names, DEFAULT, DEFAULT, DEFAULT)[:TRIED]
    if first == DEFAULT:
        second = third = DEFAULT
    if second == DEFAULT:
        third = DEFAULT
    return first, second, third
