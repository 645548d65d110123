"""`/health/live`, `/health/ready` and `/metrics` of every process.

Ready means: the database answers and stands at the migration that this code was written for.
"""

from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from services.kit.access import anyone
from services.kit.database import Database
from services.kit.migration_heads import head_revision

router = APIRouter(include_in_schema=False)


@router.get("/health/live")
@anyone
def live() -> dict[str, str]:
    return {"status": "live"}


@router.get("/health/ready")
@anyone
def ready(request: Request) -> Response:
    checks = check_database(request.app.state.database, request.app.state.service)
    good = all(check["ok"] for check in checks.values())
    return Response(
        orjson.dumps({"status": "ready" if good else "not ready", "checks": checks}),
        200 if good else 503,
        media_type="application/json",
    )


@router.get("/metrics")
@anyone
def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def check_database(database: Database, service: str) -> dict[str, dict[str, Any]]:
    wanted = head_revision(service)
    try:
        with database.pool.connection(timeout=1) as connection:
            version = f"SELECT version_num FROM {service}.alembic_version"  # noqa: S608 (the name of one of our services)
            row = connection.execute(version.encode()).fetchone()
    except Exception as error:
        return {"database": {"ok": False, "why": type(error).__name__}}
    found = row[0] if row else None
    return {"database": {"ok": True}, "migrations": {"ok": found == wanted, "found": found, "wanted": wanted}}
