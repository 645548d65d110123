"""Each service's OpenAPI document keeps the Dutch API Design Rules, as their own linter judges."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.kit.settings import SERVICES
from tests.tools import published, run_tool

pytestmark = pytest.mark.xdist_group("all services")
SPECTRAL = "@stoplight/spectral-cli/dist/index.js"


def remarks(folder: Path, documents: dict[str, Any]) -> list[str]:
    """The errors of all documents: one start of the linter for the lot."""
    rules, files = published("nl-api-design-rules/linter.yaml"), []
    for name, document in documents.items():
        files.append(folder / f"{name}.json")
        files[-1].write_text(json.dumps(document))
    done = run_tool(SPECTRAL, "lint", "--ruleset", rules, "--format", "json", "--quiet", *files)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found = json.loads(done.stdout[: done.stdout.rindex("]") + 1])
    said = "{code} in {source} at {path}: {message}"
    return [said.format(**each) for each in found if each["severity"] == 0]


def test_every_document_keeps_the_rules(services: dict[str, httpx.Client], tmp_path: Path) -> None:
    documents = {service: services[service].get("/v1/openapi.json").json() for service in SERVICES}
    assert remarks(tmp_path, documents) == []


def test_a_planted_breach_is_found(services: dict[str, httpx.Client], tmp_path: Path) -> None:
    document = services["identity"].get("/v1/openapi.json").json()
    document["paths"]["/nextSteps"] = next(iter(document["paths"].values()))
    assert any(said.startswith("nlgov:paths-kebab-case") for said in remarks(tmp_path, {"identity": document}))
