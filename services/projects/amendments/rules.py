"""What an amendment makes of the parts of the deal."""

from collections.abc import Mapping
from typing import Any

Body = dict[str, Any]
TABLES = {
    "commitment": "commitment",
    "expected-result": "expected_result",
    "contribution": "contribution",
    "deal": "deal",
}


def amended(body: Body, change: Mapping[str, Any], strengths: Mapping[str, Body]) -> Body:
    """The part as it says from now on. `change` in camelCase, as it was asked; `strengths` by slug."""
    said = {name: value for name, value in change.items() if name not in ("part", "id") and value is not None}
    match change["part"]:
        case "commitment" if "strength" in said:
            return body | said | {"strength": dict(strengths[said["strength"]])}
        case "expected-result":
            return body | with_target(body, said)
        case "deal":
            return body | of_the_deal(body, said)
    return body | said


def with_target(body: Body, said: Body) -> Body:
    target = dict(body["target"])
    for name in ("value", "text"):
        given = said.pop(f"target{name.capitalize()}", None)
        if given is not None:
            target[name] = given
    return said | {"target": target}


def of_the_deal(body: Body, said: Body) -> Body:
    parts: Body = {}
    if "endsOn" in said:
        parts["term"] = body["term"] | {"endsOn": said["endsOn"]}
    if "ambition" in said:
        parts["ambition"] = body["ambition"] | {"text": said["ambition"]}
    if "coreMessage" in said:
        parts["coreMessage"] = body["coreMessage"] | {"text": said["coreMessage"]}
    return parts


def columns_of(part: str, body: Body) -> dict[str, Any]:
    """The columns beside the body that follow from it."""
    return {"verb": body["verb"], "strength": body["strength"]["slug"]} if part == "commitment" else {}
