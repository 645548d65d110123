"""Keeps forms on other sites from acting as somebody who is signed in here (CSRF).

A browser says where a change comes from in `Sec-Fetch-Site` or, when it is older, in `Origin`; together with the
SameSite cookie that makes a token in every form unnecessary.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def may_change(method: str, headers: Mapping[str, str], public_url: str, *, by_link: bool = False) -> bool:
    """Whether this request comes from a page of this very site.

    `by_link`: the address holds a token that no other site knows. Its page sends no referrer, and then an older browser
    says `Origin: null`.
    """
    if method in SAFE:
        return True
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    origin = headers.get("origin")
    if not origin or origin == "null":
        return by_link
    return urlsplit(origin).netloc in {headers.get("host", ""), urlsplit(public_url).netloc}
