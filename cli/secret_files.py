"""The secrets of an installation with containers, as files that docker-compose.yml hands to each."""

import secrets
from pathlib import Path
from urllib.parse import quote

from services.kit.database import role_url
from services.kit.settings import SERVICES

OWNER = DATABASE = "zuidwest"


class SecretsExist(RuntimeError):
    """The folder holds secrets already: new ones would lock an existing database out."""


def make_secret_files(folder: Path, host: str) -> None:
    """Fills a new folder. Raises SecretsExist.

    The files are readable for all, since containers have users of their own; the folder is closed to others.
    """
    if folder.exists() and any(folder.iterdir()):
        raise SecretsExist(f"{folder} is not empty; its secrets stay as they are.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    password = secrets.token_urlsafe(24)
    owner_url = f"postgresql://{OWNER}:{quote(password)}@{host}/{DATABASE}"
    for name, text in {"postgres_password": password, **secret_texts(owner_url, secrets.token_urlsafe(48))}.items():
        file = folder / name
        file.write_text(text)
        file.chmod(0o444)


def secret_texts(owner_url: str, secret: str) -> dict[str, str]:
    """The text of each file, by name."""
    roles = {f"{service}_database_url": role_url(owner_url, service, "", secret) for service in SERVICES}
    return {"zuidwest_secret": secret, "owner_database_url": owner_url, **roles}
