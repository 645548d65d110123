"""Secrets of clients: made once, kept as a scrypt hash (RFC 7914), compared in constant time."""

import base64
import hashlib
import hmac
import secrets
import threading

COST, BLOCK, PARALLEL = 2**14, 8, 1
"""16 MB and some 40 ms a try."""
AT_ONCE = threading.BoundedSemaphore(4)


def new_secret() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """`scrypt$cost$block$parallel$salt$hash`, the last two in base64."""
    salt = secrets.token_bytes(16)
    digest = _scrypt(secret, salt, COST, BLOCK, PARALLEL)
    return f"scrypt${COST}${BLOCK}${PARALLEL}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def is_right(secret: str, kept: str | None) -> bool:
    """Whether this is the secret; None (an unknown client) takes as long as a wrong secret."""
    _, cost, block, parallel, salt, digest = (kept or NOBODY).split("$")
    made = _scrypt(secret, base64.b64decode(salt), int(cost), int(block), int(parallel))
    return hmac.compare_digest(made, base64.b64decode(digest)) and kept is not None


def _scrypt(secret: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    with AT_ONCE:
        return hashlib.scrypt(secret.encode(), salt=salt, n=cost, r=block, p=parallel, maxmem=2**26, dklen=32)


NOBODY = hashed(new_secret())
