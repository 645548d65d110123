"""Which migration the code of a service was written for."""

from functools import lru_cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def alembic_config(service: str) -> Config:
    """Alembic's configuration for the chain of one service."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_locations", str(MIGRATIONS / "versions" / service))
    config.set_main_option("path_separator", "newline")
    config.attributes["service"] = service
    return config


@lru_cache
def head_revision(service: str) -> str | None:
    return ScriptDirectory.from_config(alembic_config(service)).get_current_head()
