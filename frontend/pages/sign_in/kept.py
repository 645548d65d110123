"""What somebody typed when their session was over: it goes along through signing in, and is sent when they say so."""

from urllib.parse import parse_qsl, urlencode

from fastapi import Request

MOST = 60_000
Pairs = list[tuple[str, str]]


async def typed_pairs(request: Request) -> Pairs:
    """Files are not kept: a browser gives them once."""
    return [(name, value) for name, value in (await request.form()).multi_items() if isinstance(value, str)]


def packed(pairs: Pairs) -> str:
    return urlencode(pairs)


def unpacked(kept: str) -> Pairs:
    return parse_qsl(kept, keep_blank_values=True)
