"""What is said when a data set is not taken in: every problem, the first thousand by row, and counts of all."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from services.contracts.indicators.datasets import CellProblem, RuleCount
from services.indicators.datasets.metadata_rules import Wrong
from services.indicators.datasets.problems import Problems
from services.kit.problems import Problem, wrong, wrong_from_pydantic

TITLE = "The data set is not taken in"
CODE = "dataset-wrong"


def refusal_of_file(found: Problems) -> Problem:
    cells = [CellProblem(row=row, column=column, value=value, rule=rule) for row, column, value, rule in found.first()]
    counts = [
        RuleCount(column=column, rule=rule, count=count)
        for (column, rule), count in sorted(found.counts.items(), key=lambda each: -each[1])
    ]
    many = f"{found.total} problem{'s' * (found.total > 1)} in the file; nothing was stored."
    return _refusal(many, [wrong("file", "rows", many)], cells, counts)


def refusal_of_metadata(found: Sequence[Wrong]) -> Problem:
    errors = [
        wrong(f"metadata.{field}", "does-not-fit", f"{value}: {rule}" if value else rule)
        for field, value, rule in found
    ]
    cells = [CellProblem(row=None, column=field, value=value, rule=rule) for field, value, rule in found]
    return _refusal("What is said about the file is not right; nothing was stored.", errors, cells, _counted(cells))


def refusal_of_shape(error: ValidationError) -> Problem:
    """The metadata lack something, or have something that we do not know."""
    errors: list[dict[str, Any]] = []
    cells = []
    for each in error.errors():
        field = ".".join(map(str, each["loc"]))
        errors.append(wrong_from_pydantic({**each, "loc": ("body", "metadata", *each["loc"])}))
        given = each["input"] if isinstance(each["input"], str | int | float) else None
        value = None if given is None else str(given)[:200]
        cells.append(CellProblem(row=None, column=field or None, value=value, rule=errors[-1]["detail"]))
    return _refusal("The metadata are not right; nothing was stored.", errors, cells, _counted(cells))


def unreadable(sentence: str) -> Problem:
    cell = CellProblem(row=None, column=None, value=None, rule=sentence)
    return _refusal(sentence, [wrong("file", "unreadable", sentence)], [cell], _counted([cell]))


def _counted(cells: Sequence[CellProblem]) -> list[RuleCount]:
    rules = [(cell.column, cell.rule) for cell in cells]
    return [RuleCount(column=each[0], rule=each[1], count=rules.count(each)) for each in dict.fromkeys(rules)]


def _refusal(
    detail: str, errors: list[dict[str, Any]], cells: Sequence[CellProblem], counts: Sequence[RuleCount]
) -> Problem:
    extra = {
        "problems": [cell.model_dump(by_alias=True) for cell in cells],
        "counts": [count.model_dump(by_alias=True) for count in counts],
        "total": sum(count.count for count in counts),
    }
    return Problem(400, detail, title=TITLE, code=CODE, errors=errors, extra=extra)
