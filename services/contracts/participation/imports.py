"""Files of places and activities."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from services.contracts.calling import ServiceClient, authorization
from services.contracts.shapes import Input, Shape

ImportKind = Literal["places", "activities"]
RowAction = Literal["add", "change", "same", "wrong"]


class ImportRow(Shape):
    """What happens with a row: rows count as in a spreadsheet, `columns` are those that change."""

    row: int
    action: RowAction
    name: str
    columns: list[str]


class ImportProblem(Shape):
    """A cell that is not right; `rule` is stable, so that a page can say it in the user's language."""

    row: int
    column: str
    value: str
    rule: str
    sentence: str


class RowCounts(Shape):
    add: int
    change: int
    same: int
    wrong: int


class ImportShape(Shape):
    """What a file would do, or did. At most 1,000 rows and problems are named; the counts are of all."""

    id: UUID
    kind: ImportKind
    rows: list[ImportRow]
    counts: RowCounts
    problems: list[ImportProblem]
    problem_count: int
    ignored_columns: list[str]
    until: datetime
    confirmed_at: datetime | None


class ConfirmationInput(Input):
    """`leaveOutWrong`: write the rows that are right, and leave out the others."""

    leave_out_wrong: bool = False


SECONDS = 120.0
"""A thousand activities with their dates of thirteen weeks take about twenty."""


class ImportCalls(ServiceClient):
    """Importing files."""

    async def preview_import(
        self, kind: ImportKind, name: str, content: bytes, token: str, key: str, source: str = "import"
    ) -> ImportShape:
        answer = await self._send(
            "POST",
            "/v1/imports",
            data={"kind": kind, "source": source},
            files={"file": (name, content)},
            headers=authorization(token) | {"Idempotency-Key": key},
            timeout=SECONDS,
        )
        return ImportShape.model_validate_json(answer.content)

    async def confirm_import(self, import_id: UUID, token: str, leave_out_wrong: bool = False) -> ImportShape:
        body = ConfirmationInput(leave_out_wrong=leave_out_wrong).model_dump(mode="json", by_alias=True)
        path, headers = f"/v1/imports/{import_id}/confirmation", authorization(token)
        answer = await self._send("POST", path, json=body, headers=headers, timeout=SECONDS)
        return ImportShape.model_validate_json(answer.content)
