"""Keys derived from the one secret of an installation, so that nothing else needs to be kept."""

import base64
import hmac
from hashlib import sha256


def derived(secret: str, purpose: str) -> str:
    """URL-safe key of 256 bits for one purpose. Raises ValueError when the secret is too short to be one."""
    if len(secret) < 32:
        raise ValueError("ZUIDWEST_SECRET must have at least 32 characters")
    digest = hmac.new(secret.encode(), purpose.encode(), sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
