"""The token of a manage link and the code for on the phone: both follow from the enrolment's id and the secret.

So a retry and a reminder can give them again, while the table holds neither: only the token's hash, to find it by.
"""

import base64
import hmac
import re
from hashlib import sha256
from uuid import UUID

from services.kit.secrets import derived

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Without vowels, so that no code is a word, and without Y, which sounds like another letter on a Dutch phone."""
CODE_LETTERS = 4
CODE = re.compile(rf"\s*([0-9]{{1,9}})[\s-]*([{LETTERS}]{{{CODE_LETTERS}}})\s*\Z")


class Links:
    """Made once per process."""

    def __init__(self, secret: str) -> None:
        self.token_key = derived(secret, "enrolment-token").encode()
        self.code_key = derived(secret, "enrolment-code").encode()

    def token(self, enrolment_id: UUID) -> str:
        """192 bits that nobody without the secret can guess."""
        digest = hmac.digest(self.token_key, enrolment_id.bytes, "sha256")
        return base64.urlsafe_b64encode(digest[:24]).decode()

    def code(self, enrolment_id: UUID, number: int) -> str:
        """Short enough for the phone: the number on the date's list and four letters (1 in 160,000)."""
        digest = hmac.digest(self.code_key, enrolment_id.bytes, "sha256")
        return f"{number}-" + "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:CODE_LETTERS])

    def is_code(self, given: str, enrolment_id: UUID, number: int) -> bool:
        return hmac.compare_digest(given.encode(), self.code(enrolment_id, number).encode())


def read_code(text: str) -> tuple[int, str] | None:
    """Number and the whole code as we write it, however it was typed; None when it can't be one."""
    found = CODE.match(text.upper())
    return (int(found[1]), f"{int(found[1])}-{found[2]}") if found else None


def token_hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
