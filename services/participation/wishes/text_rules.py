"""What does not belong in a text that everybody may read: links, and how to reach somebody. No list of bad words."""

import re
import unicodedata
from typing import Any

from services.kit.wrong_fields import wrong

LINK = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:nl|com|org|net|info|eu|be|de|pl|bg|io|me|ru|shop|online|site|xyz|biz|top|link)\b",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
DAY = re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b")
PHONE = re.compile(r"(?<!\d)(?:\+[\s(]*\d|0)(?:[\s().\-/]{0,3}\d){8,}")
"""Ten digits from a zero on, or nine after a plus: shorter rows are times, prices and house numbers."""
SHORTEST = 5
REACHES = "Leave this in the contact field, so that not everyone sees it."


def wrong_in_text(name: str, given: Any, links: bool = False) -> list[dict[str, Any]]:
    """`links` says whether the text may hold addresses of web pages."""
    if not isinstance(given, str):
        return []
    plain = digits_plain(given)
    found = []
    if EMAIL.search(plain):
        found.append(wrong(name, "holds-email", f"There is an e-mail address in the text. {REACHES}"))
    elif not links and LINK.search(plain):
        found.append(wrong(name, "holds-link", "There is a link in the text. Say it in your own words."))
    if PHONE.search(DAY.sub(" ", plain)):
        found.append(wrong(name, "holds-phone", f"There is a phone number in the text. {REACHES}"))
    if not any(letter.isalpha() for letter in plain):
        found.append(wrong(name, "no-words", "Say it in words."))
    elif len(given.strip()) >= SHORTEST > len(tidy(given)):
        found.append(wrong(name, "too-short", "Say a little more."))
    return found


def digits_plain(text: str) -> str:
    """Compatible forms and the digits of every script as 0 to 9, without characters that do not show."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in normal
        if unicodedata.category(letter) != "Cf"
    )


def tidy(text: str) -> str:
    """One line, without control characters and without marks that turn the direction of what follows."""
    shown = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter
        for letter in text
        if unicodedata.category(letter) != "Cf" or letter == "\u200d" or letter == "\u200c"
    )
    return " ".join(shown.split())
