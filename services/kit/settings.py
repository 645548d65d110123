"""Everything that can be set from outside, in one place; docs/settings.md describes each (a test compares)."""

import os
from functools import cached_property
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

SERVICES = ("identity", "projects", "indicators", "participation")
JOB_SERVICES = ("indicators", "participation")
"""Those with a job queue and a worker."""
PORT_OFFSETS = {"frontend": 0, "projects": 1, "indicators": 2, "participation": 3, "identity": 4}


class Settings(BaseSettings):
    """Read from the environment (`ZUIDWEST_…`, `DATABASE_URL`) or from files in `ZUIDWEST_SECRETS_DIR`."""

    model_config = SettingsConfigDict(env_prefix="ZUIDWEST_", frozen=True, populate_by_name=True, extra="ignore")

    database_url: SecretStr = Field(SecretStr(""), validation_alias="DATABASE_URL")
    """In a service: the address for its own database role. For `zuidwest migrate`: the owner's."""
    role_prefix: str = ""
    """Start of the database role names; empty means the database's name."""
    secret: SecretStr = SecretStr("")
    """At least 32 characters; role passwords and encryption keys are derived from it."""
    mode: Literal["demo", "production"] = "production"
    """`demo` loads sample data and opens the demo sign-ins; production refuses both."""
    deal: str = "deal/den-haag-zuidwest"
    """Folder with the deal as data."""
    host: str = "127.0.0.1"
    """Address the processes listen on."""
    port_base: int = Field(8000, ge=1, le=65_000)
    """Port of the frontend; the services follow on the next four."""
    public_url: str = ""
    """Address of the site as residents type it; empty means this machine."""
    identity_url: str = ""
    """Address of the identity service; empty means this machine. Likewise for the next three."""
    projects_url: str = ""
    """Address of the projects service."""
    indicators_url: str = ""
    """Address of the indicators service."""
    participation_url: str = ""
    """Address of the participation service."""
    public_services_url: str = ""
    """Address of the services from outside, `{service}` for the name; empty: the addresses above."""
    service_client_secret: SecretStr = SecretStr("")
    """Secret with which one service asks `identity` for a token; empty means derived from `secret`."""
    smtp_url: SecretStr = SecretStr("")
    """Mail server, `smtp://user:password@host:587` or `smtps://…`; empty: letters wait in the outbox."""
    mail_from: str = "Zuidwest <no-reply@localhost>"
    """Sender of letters."""
    forget_after_days: int = Field(14, ge=1, le=365)
    """Days after a date until the names of who joined are gone."""
    offer_hours: int = Field(24, ge=1, le=168)
    """Hours that a place is kept for who is next on the waiting list."""
    offer_hours_before_start: int = Field(2, ge=0, le=48)
    """Hours before the start when no place is kept for anybody any more."""
    joins_an_hour: int = Field(2000, ge=1)
    """How often one address may join something in an hour."""
    smallest_count: int = Field(5, ge=3, le=100)
    """Smallest number of people who flowed on that is shown."""
    pdok_url: str = ""
    """Base address of PDOK's Locatieserver, for finding the point of an address; empty: not asked."""
    kept_pages_megabytes: int = Field(16, ge=0, le=1000)
    """Public pages that the site keeps ready, in MB; 0 keeps none."""
    map_tiles: str = ""
    """Address of map tiles, such as `https://…/{z}/{x}/{y}.png`; empty: the map has outlines and points only."""
    map_credit: str = ""
    """Whose map it is, shown on it."""
    cbs_url: str = "https://opendata.cbs.nl/ODataFeed/odata"
    """Where `zuidwest import cbs` asks for tables, up to the table's number; OData 3 or 4."""
    wish_keep_days: int = Field(365, ge=14, le=1000)
    """Days that an address or a phone number left with a wish or a proposal is kept."""
    document_megabytes: int = Field(25, ge=1, le=200)
    """Largest file that is kept in the registry, in MB."""
    log_format: Literal["console", "json"] = "json"
    """`console` for people, `json` for machines."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Least serious message that is written."""
    pool_size: int = Field(8, ge=1, le=100)
    """Database connections kept per process and kind (reading, writing)."""
    version_age_ms: int = Field(250, ge=0, le=10_000)
    """How long a process may trust the data version it last read, in milliseconds."""

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Base address of each process, without a slash at the end."""
        given = {
            "frontend": self.public_url,
            "identity": self.identity_url,
            "projects": self.projects_url,
            "indicators": self.indicators_url,
            "participation": self.participation_url,
        }
        return {
            name: (given[name] or f"http://127.0.0.1:{self.port_base + offset}").rstrip("/")
            for name, offset in PORT_OFFSETS.items()
        }

    @cached_property
    def public_addresses(self) -> dict[str, str]:
        """The same as others reach them, to be copied by people."""
        if not self.public_services_url:
            return self.addresses
        outside = {name: self.public_services_url.replace("{service}", name).rstrip("/") for name in self.addresses}
        return outside | {"frontend": self.addresses["frontend"]}


def read_settings() -> Settings:
    """Settings of this process. Raises pydantic's ValidationError, which names every wrong one."""
    return Settings(_secrets_dir=os.environ.get("ZUIDWEST_SECRETS_DIR") or None)
