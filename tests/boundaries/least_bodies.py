"""The smallest body that an OpenAPI document allows: each field that must be there, as plain as can be."""

from typing import Any

Document = dict[str, Any]
Schema = dict[str, Any]
BY_FORMAT = {
    "date": "2026-12-01",
    "date-time": "2026-12-01T10:00:00Z",
    "uuid": "00000000-0000-4000-8000-000000000001",
    "email": "iemand@example.nl",
    "uri": "https://example.nl/",
}
PLAIN: dict[str, Any] = {"boolean": True, "null": None, "object": {}}


def body_schema(document: Document, operation: dict[str, Any]) -> Schema | None:
    """What the route wants as JSON; None when it wants no body, or a file or a form."""
    content = operation.get("requestBody", {}).get("content", {})
    asked: Schema | None = content.get("application/json", {}).get("schema")
    if asked is None:
        return None
    whole = resolved(document, asked)
    return resolved(document, whole["anyOf"][0]) if "anyOf" in whole else whole


def resolved(document: Document, schema: Schema) -> Schema:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def least(document: Document, schema: Schema) -> Any:
    schema = resolved(document, schema)
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return least(document, schema[choice][0])
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    if kind == "object":
        fields = schema.get("properties", {})
        return {name: least(document, fields[name]) for name in schema.get("required", ())}
    if kind == "array":
        return [least(document, schema["items"])] * schema.get("minItems", 0)
    if kind in ("integer", "number"):
        return int(schema.get("minimum", 1))
    if kind == "string":
        return BY_FORMAT.get(schema.get("format", ""), "x" * max(schema.get("minLength", 1), 1))
    return PLAIN[kind]


def wrong_for(document: Document, schema: Schema) -> Any:
    """A value of another kind: no object is a text or a number, and no number is an object or a list."""
    either = [resolved(document, each) for each in schema.get("anyOf", [schema])]
    return 7 if any(each.get("type") in ("object", "array") for each in either) else {"geen": "tekst"}
