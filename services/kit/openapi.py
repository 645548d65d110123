"""The OpenAPI document as the Dutch API Design Rules 2.1 want it: versioned server, version header, problems."""

import re
from pathlib import Path
from typing import Any, Literal

import orjson
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.routing import iter_route_contexts

from services.kit.access import anyone
from services.kit.etags import asks_version, body_etag, json_answer
from services.kit.problems import MEDIA_TYPE, Problem, ProblemDetails

CONTACT = {"name": "Regio Deal information system", "url": "https://zuidwest.example/", "email": "api@zuidwest.example"}
VERSION_HEADER = {"API-Version": {"description": "Full version of this API.", "schema": {"type": "string"}}}
REASON = {
    "name": "Audit-Reason",
    "in": "header",
    "required": False,
    "description": "Why: percent-encoded UTF-8, at most 500 characters. Everybody can read it at `/v1/changes`.",
    "schema": {"type": "string", "maxLength": 4500},
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of what was changed, so that nobody's work is lost (RFC 9110 §13.1.1).",
    "schema": {"type": "string"},
}
PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
METHODS = {"get", "put", "post", "delete", "patch"}
GENERIC = re.compile(rb'(?<=["/])([A-Z][A-Za-z]*)_([A-Za-z]+)_"')
FORM = re.compile(rb'(?<=["/])Body_([a-z_]+?)_v\d+_[a-z_]+"')
ADDRESS = "/v1/openapi.json"
VIEWER = Path(__file__).parents[2] / "frontend" / "assets" / "dist" / "api-docs"
router = APIRouter(include_in_schema=False)


@router.get(ADDRESS)
@anyone
def openapi_document(request: Request) -> Response:
    body = orjson.dumps(request.app.openapi())
    return json_answer(request, body, body_etag(body))


@router.get("/docs")
@anyone
def documentation(request: Request) -> HTMLResponse:
    """The document to read and try out; its viewer is built with the site's assets and comes from this address."""
    return get_swagger_ui_html(
        openapi_url=ADDRESS,
        title=request.app.title,
        swagger_js_url="/docs/swagger-ui-bundle.js",
        swagger_css_url="/docs/swagger-ui.css",
        swagger_favicon_url="data:,",
    )


@router.get("/docs/{name}")
@anyone
def viewer_file(name: Literal["swagger-ui-bundle.js", "swagger-ui.css"]) -> FileResponse:
    file = VIEWER / name
    if not file.exists():
        raise Problem(404, "The site's assets are not built yet: run `zuidwest assets`.")
    return FileResponse(file)


def document_house_rules(app: FastAPI, address: str) -> None:
    """Replaces the app's document by one that says what our middleware and handlers really do."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
            _with_versions(made, app)
            app.openapi_schema = _with_upper_camel_names(_with_house_rules(made, address))
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _with_versions(document: dict[str, Any], app: FastAPI) -> None:
    """Edits that want to know which version was changed."""
    for route in iter_route_contexts(app.routes):
        if route.endpoint and (asked := asks_version(route.endpoint)):
            for method in route.methods or ():
                operation = document["paths"][route.path][method.lower()]
                operation.setdefault("parameters", []).append(IF_MATCH | {"required": asked.required})


def _with_house_rules(document: dict[str, Any], address: str) -> dict[str, Any]:
    document["info"]["contact"] = CONTACT
    keeps_reasons = "/v1/changes" in document["paths"]
    document["servers"] = [{"url": f"{address}/v1"}]
    document["paths"] = dict(_below_its_server(path, item, address) for path, item in document["paths"].items())
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = ProblemDetails.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs", {}) | {"ProblemDetails": problem}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                if method != "get" and keeps_reasons:
                    operation.setdefault("parameters", []).append(REASON)
                _document_answers(path, operation, method)
    return document


def _below_its_server(path: str, item: dict[str, Any], address: str) -> tuple[str, dict[str, Any]]:
    """A path below the document's server, or with another: outside `/v1`, and for a file, since the rules allow a dot
    from the second part of a path on only."""
    below = path.removeprefix("/v1")
    if below == path or "." in below.split("/")[1]:
        elsewhere = {"servers": [{"url": address}]}
        return path, {method: operation | elsewhere for method, operation in item.items()}
    return below, item


def _document_answers(path: str, operation: dict[str, Any], method: str) -> None:
    answers = operation["responses"]
    answers.pop("422", None)
    for status, description in _refusals(path, operation, method).items():
        answers.setdefault(status, {"description": description})
    for status, answer in answers.items():
        answer.setdefault("headers", {}).update(VERSION_HEADER)
        if status >= "400":
            answer["content"] = PROBLEM


def _refusals(path: str, operation: dict[str, Any], method: str) -> dict[str, str]:
    """What else than all is well, as follows from what is asked."""
    asked = {parameter["name"]: parameter for parameter in operation.get("parameters", ())}
    said = {}
    if method != "get" or asked:
        said["400"] = "Some fields are not right; each is named."
    if method == "get":
        said["304"] = "Not changed since the ETag that was sent."
    if "security" in operation:
        said |= {"401": "No valid token.", "403": "The token's roles do not allow this."}
    if "{" in path:
        said["404"] = "There is nothing at this address."
    if "Idempotency-Key" in asked:
        said["409"] = "The key was used before for something else."
    if "If-Match" in asked:
        said["412"] = "Somebody else changed it meanwhile; what is there now comes with the answer."
        if asked["If-Match"]["required"]:
            said["428"] = "The version is asked that was changed: send `If-Match`."
    return said


def _with_upper_camel_names(document: dict[str, Any]) -> dict[str, Any]:
    """`Page_PlaceShape_`, as pydantic calls a page of places in a document, becomes `PageOfPlaceShape`; the form of a
    file, `Body_preview_v1_imports_post`, becomes `PreviewForm`."""
    text = GENERIC.sub(rb'\1Of\2"', orjson.dumps(document))
    renamed: dict[str, Any] = orjson.loads(FORM.sub(_form_name, text))
    return renamed


def _form_name(found: re.Match[bytes]) -> bytes:
    return found[1].title().replace(b"_", b"") + b'Form"'
