"""What identifies a person is sealed before it is stored, and opened only to be used (AES-256-GCM, NIST SP 800-38D).

A purpose has keys of its own, so that what one part of a service sealed another can't open.
"""

import base64
import hmac
from hashlib import sha256
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.kit.secrets import derived

VERSION = b"\x01"
"""First byte of what is sealed: it tells how, should there ever be another way."""
NONCE_BYTES = 12


class NotOurs(Exception):
    """These bytes were not sealed by this secret for this purpose and object, or somebody changed them."""


class Sealer:
    """`about` ties a sealed text to what it belongs to: moved to another row it can't be opened."""

    def __init__(self, secret: str, purpose: str) -> None:
        self.purpose = purpose
        self._cipher = AESGCM(_key(secret, f"seal {purpose}"))
        self._fingerprint_key = _key(secret, f"fingerprint {purpose}")

    def seal(self, text: str, about: str = "") -> bytes:
        return self.seal_bytes(text.encode(), about)

    def open(self, sealed: bytes, about: str = "") -> str:
        """Raises NotOurs."""
        return self.open_bytes(sealed, about).decode()

    def seal_bytes(self, content: bytes, about: str = "") -> bytes:
        nonce = token_bytes(NONCE_BYTES)
        return VERSION + nonce + self._cipher.encrypt(nonce, content, about.encode())

    def open_bytes(self, sealed: bytes, about: str = "") -> bytes:
        """Raises NotOurs."""
        nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if sealed[:1] != VERSION or len(nonce) != NONCE_BYTES:
            raise NotOurs
        try:
            return self._cipher.decrypt(nonce, rest, about.encode())
        except InvalidTag:
            raise NotOurs from None

    def fingerprint(self, text: str) -> bytes:
        """The same for the same text, and nothing that tells which: to find a phone or an address again."""
        return hmac.new(self._fingerprint_key, text.encode(), sha256).digest()


def _key(secret: str, purpose: str) -> bytes:
    return base64.urlsafe_b64decode(derived(secret, purpose) + "=")
