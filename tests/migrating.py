"""Moving one service's chain of migrations up and down."""

from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from cli.migrate import alembic_config
from services.kit.database import for_psycopg
from tests.postgres import Database


def go_to(database: Database, service: str, revision: str, later: Path | None = None) -> None:
    """`later` is a folder with migrations that follow the newest one of the service."""
    engine = create_engine(for_psycopg(database.url))
    with engine.begin() as connection:
        config = alembic_config(service)
        config.attributes["connection"] = connection
        if later is not None:
            known = config.get_main_option("version_locations")
            config.set_main_option("version_locations", f"{known}\n{later}")
        (command.upgrade if revision == "head" else command.downgrade)(config, revision)
    engine.dispose()
