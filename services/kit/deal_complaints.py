"""Pydantic's complaints in plain English, for people who edit a deal's files."""

from pydantic_core import ErrorDetails

REASONS = {
    "missing": "`{name}` is missing",
    "extra_forbidden": "`{name}` is not a known field",
    "string_type": "`{name}` must be text",
    "string_too_short": "`{name}` is empty",
    "int_type": "`{name}` must be a whole number",
    "float_type": "`{name}` must be a number",
    "bool_type": "`{name}` must be true or false",
    "date_type": "`{name}` must be a date, as in 2023-07-31",
    "list_type": "`{name}` must be a list",
    "dict_type": "`{name}` must be a table",
    "model_type": "`{name}` must be a table",
    "model_attributes_type": "`{name}` must be a table",
    "greater_than": "`{name}` must be more than {gt}",
    "greater_than_equal": "`{name}` must be {ge} or more",
    "less_than_equal": "`{name}` must be {le} or less",
    "too_short": "`{name}` must have at least {min_length}",
    "literal_error": "`{name}` must be {expected}, not {input}",
    "union_tag_invalid": "`{name}` must have the kind {expected_tags}, not '{tag}'",
    "union_tag_not_found": "`{name}` must have a `kind`",
    "value_error": "`{name}` {error}",
    "string_pattern_mismatch": "`{name}` is {input}, which does not have the form {pattern}",
}


def plain_reason(detail: ErrorDetails) -> str:
    """One sentence for one mistake: what is wrong with which field."""
    name = field_name(detail["loc"])
    template = REASONS.get(detail["type"])
    if template is None:
        return f"`{name}`: {detail['msg']}"
    return template.format(**{**detail.get("ctx", {}), "name": name, "input": repr(detail["input"])})


def field_name(location: tuple[int | str, ...]) -> str:
    """The last named part of the place, with its number where it is in a list: buurten 2 › code."""
    parts: list[str] = []
    for part in location:
        if isinstance(part, int) and parts:
            parts[-1] += f" {part + 1}"
        elif isinstance(part, str) and part != "[key]":
            parts.append(part)
    return " › ".join(parts) or "this"
