"""Runs one service's chain; `cli/migrate.py` passes the connection and the service's name."""

import importlib

from alembic import context

service: str = context.config.attributes["service"]
metadata = importlib.import_module(f"services.{service}.tables").metadata


def of_this_service(name: str | None, kind: str, parents: object) -> bool:
    return name == service if kind == "schema" else True


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table_schema=service,
    include_schemas=True,
    include_name=of_this_service,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
