"""The audit of a service: one row a change, in the change's own transaction."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import MetaData, insert
from sqlalchemy.orm import Session

from services.kit.requests import reason, request_id


def record(
    session: Session, metadata: MetaData, who: str, action: str, object_type: str, object_id: object, change: Any = None
) -> None:
    """`change` is `{"field": [before, after]}`; never pass names, phones or addresses of residents.

    Why it was done comes with the request (`Audit-Reason`), and is kept where the audit has a column for it.
    """
    record_all(session, metadata, who, action, object_type, {object_id: change})


def record_all(
    session: Session, metadata: MetaData, who: str, action: str, object_type: str, changes: Mapping[Any, Any]
) -> None:
    """The same done to many objects: the change of each by its id, in their order."""
    table = metadata.tables[f"{metadata.schema}.audit"]
    why = {"reason": reason()} if "reason" in table.c else {}
    done = {"who": who, "action": action, "object_type": object_type, "request_id": request_id(), **why}
    rows = [{**done, "object_id": str(object_id), "change": change or {}} for object_id, change in changes.items()]
    session.execute(insert(table), rows)


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """The fields that differ, as `{"field": [before, after]}`."""
    names = sorted(before.keys() | after.keys())
    return {name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)}
