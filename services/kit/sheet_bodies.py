"""From the cells of a row to the input of the API, and from what is wrong with that back to the cells. No database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from services.contracts.shapes import Input
from services.kit.sheet_rows import Column, Given

Body = TypeVar("Body", bound=Input)
Wrong = dict[str, Any]


def body_of(
    model: type[Body],
    given: Given,
    fields: Mapping[str, Any],
    columns: Sequence[Column],
    wrong_fields: Callable[[Mapping[str, Any]], Iterable[Wrong]],
) -> Body | None:
    """The input, or None after saying everything that is wrong with it."""
    try:
        body = model.model_validate(fields)
    except ValidationError as error:
        for each in error.errors():
            name = ".".join(str(part) for part in each["loc"] if isinstance(part, str))
            say_once(given, column_of(name, columns), each["type"].replace("_", "-"), _in_words(each["msg"]))
        return None
    for wrong in wrong_fields(body.model_dump(by_alias=True)):
        say_once(given, column_of(wrong["location"]["name"], columns), wrong["code"], wrong["detail"])
    return None if given.problems else body


def say_once(given: Given, column: str, rule: str, sentence: str) -> None:
    """Once per column: a cell that could not be read is not also missing."""
    if column not in {problem.column for problem in given.problems}:
        given.say(column, rule, sentence)


def column_of(field: str, columns: Sequence[Column]) -> str:
    """The column that decides a field of the API, or one that the field is part of."""
    of_field = {each: column.name for column in columns for each in column.fields}
    parts = [part for part in field.split(".") if not part.isdigit()]
    tried = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((of_field[each] for each in tried if each in of_field), field)


def _in_words(message: str) -> str:
    sentence = message.removeprefix("Value error, ")
    return sentence[:1].upper() + sentence[1:].rstrip(".") + "."
