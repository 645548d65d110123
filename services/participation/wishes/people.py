"""How those who wish are kept apart from what they wish: sealed contacts, links that nobody can guess."""

import base64
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from services.contracts.participation.contact import ContactForm
from services.kit.sealing import Sealer
from services.kit.settings import Settings

DAYS_AFTER_CLOSING = 14
ORIGIN_DAYS = 30


@dataclass(frozen=True)
class Desk:
    sealer: Sealer
    site: str
    """Address of the site, without a slash at the end."""
    page: str
    keep_days: int

    def token(self, row_id: uuid.UUID) -> str:
        """Follows from the row's id and our secret, so that a repeated request and a letter can give it again; the
        table holds only its hash."""
        return base64.urlsafe_b64encode(self.sealer.fingerprint(f"link {row_id}")[:24]).decode()

    def manage_url(self, row_id: uuid.UUID) -> str:
        return f"{self.site}/{self.page}/{self.token(row_id)}"

    def contact_columns(self, form: ContactForm, row_id: uuid.UUID, now: datetime) -> dict[str, Any]:
        given = tidy_contact(form)
        found: dict[str, Any] = {"contact_until": now + timedelta(days=self.keep_days)}
        if given is not None:
            kind, text = given
            found |= {"contact_kind": kind, "contact": self.sealer.seal(text, str(row_id))}
        return found

    def print_of(self, form: ContactForm) -> bytes | None:
        given = tidy_contact(form)
        return self.sealer.fingerprint(given[1]) if given else None

    def opened(self, contact: bytes, row_id: uuid.UUID) -> str:
        return self.sealer.open(bytes(contact), str(row_id))


def wishes_desk(settings: Settings) -> Desk:
    return _desk(settings.secret.get_secret_value(), "wishes", settings.addresses["frontend"], "wensen/mijn", settings)


def proposals_desk(settings: Settings) -> Desk:
    where = ("proposals", settings.addresses["frontend"], "voorstellen/mijn")
    return _desk(settings.secret.get_secret_value(), *where, settings)


def _desk(secret: str, purpose: str, site: str, page: str, settings: Settings) -> Desk:
    return Desk(_sealer(secret, purpose), site, page, settings.wish_keep_days)


@lru_cache(maxsize=8)
def _sealer(secret: str, purpose: str) -> Sealer:
    return Sealer(secret, purpose)


def token_hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def tidy_contact(form: ContactForm) -> tuple[str, str] | None:
    """The same phone or address is the same, however it was typed."""
    if form.email:
        return "email", form.email.lower()
    if form.phone:
        digits = "".join(letter for letter in form.phone if letter.isdigit())
        return "phone", "+" + digits if form.phone.startswith("+") else digits
    return None
