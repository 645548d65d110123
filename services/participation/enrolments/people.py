"""What it takes to keep people's data sealed and their links unguessable; made once per secret."""

import uuid
from dataclasses import dataclass
from functools import lru_cache

from services.kit.sealing import Sealer
from services.kit.settings import Settings
from services.participation.enrolments.links import Links
from services.participation.enrolments.rules import OfferTime


@dataclass(frozen=True)
class Desk:
    links: Links
    sealer: Sealer
    offer_time: OfferTime
    site: str
    """Address of the site, without a slash at the end."""

    def manage_url(self, token: str) -> str:
        return f"{self.site}/aanmeldingen/{token}"

    def sealed(self, text: str | None, enrolment_id: uuid.UUID) -> bytes | None:
        return self.sealer.seal(text, str(enrolment_id)) if text else None

    def opened(self, sealed: bytes | None, enrolment_id: uuid.UUID) -> str | None:
        return None if sealed is None else self.sealer.open(bytes(sealed), str(enrolment_id))


def desk_of(settings: Settings) -> Desk:
    time = OfferTime(settings.offer_hours, settings.offer_hours_before_start)
    return _desk(settings.secret.get_secret_value(), time, settings.addresses["frontend"])


@lru_cache(maxsize=4)
def _desk(secret: str, offer_time: OfferTime, site: str) -> Desk:
    return Desk(Links(secret), Sealer(secret, "enrolment"), offer_time, site)
