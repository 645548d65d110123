"""The NL API Design Rules 2.1 that can be read from an OpenAPI document, and our own on top."""

import re
from collections.abc import Iterator
from typing import Any

CAMEL = re.compile(r"\$?[a-z][a-z\d]*([A-Z][a-z\d]*)*")
PASCAL = re.compile(r"([A-Z][a-z\d]*)+")
SEGMENT = r"([a-z0-9.-]+|{[^}]+}(\.{[^}]+})?|[a-z0-9-]+\.{[^}]+})"
"""A word, a parameter, or either with the ending of a file as its parameter: `{report_id}.{form}`."""
KEBAB = re.compile(rf"/({SEGMENT}(/{SEGMENT})*)?")
SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
METHODS = {"get", "put", "post", "delete", "patch"}
Document = dict[str, Any]


def broken_rules(document: Document) -> list[str]:
    return [*_of_the_whole(document), *(rule for path, item in document["paths"].items() for rule in _of(path, item))]


def _of_the_whole(document: Document) -> Iterator[str]:
    if not document["openapi"].startswith("3."):
        yield "the document is not OpenAPI 3"
    if not SEMVER.fullmatch(document["info"]["version"]):
        yield "the version is not semantic"
    if not {"name", "url", "email"} <= document["info"].get("contact", {}).keys():
        yield "contact needs name, url and email"
    if (
        not all(re.search(r"/v\d+$", server["url"]) for server in document.get("servers", []))
        or not document["servers"]
    ):
        yield "the server's address has no major version"
    ids = [operation.get("operationId") for item in document["paths"].values() for operation in item.values()]
    if len(set(ids)) < len(ids):
        yield "two operations have the same id"
    for name, schema in document["components"]["schemas"].items():
        if not PASCAL.fullmatch(name):
            yield f"schema {name} is not UpperCamelCase"
        for field, kind in schema.get("properties", {}).items():
            if kind.get("format") in ("time", "date-time-local"):
                yield f"{name}.{field} is a time without a time zone"


def _of(path: str, item: Document) -> Iterator[str]:
    if not KEBAB.fullmatch(path):
        yield f"{path} is not kebab-case, or ends in a slash"
    for method, operation in item.items():
        if method not in METHODS:
            yield f"{method} {path} is no standard method"
        else:
            yield from (f"{method} {path}: {rule}" for rule in _of_operation(method, operation))


def _of_operation(method: str, operation: Document) -> Iterator[str]:
    parameters = operation.get("parameters", [])
    for parameter in parameters:
        if parameter["in"] == "query" and not CAMEL.fullmatch(parameter["name"]):
            yield f"query key {parameter['name']} is not camelCase"
    answers = operation["responses"]
    if "400" not in answers and (parameters or method in ("put", "post", "patch")):
        yield "it can't answer 400"
    if "422" in answers:
        yield "it answers 422"
    if method == "get" and "304" not in answers:
        yield "it can't answer 304"
    if "security" in operation and not {"401", "403"} <= answers.keys():
        yield "it can't answer 401 and 403"
    for status, answer in answers.items():
        if status < "400" and "API-Version" not in answer.get("headers", {}):
            yield f"{status} has no API-Version"
        if status >= "400" and "application/problem+json" not in answer.get("content", {}):
            yield f"{status} is no problem+json"
