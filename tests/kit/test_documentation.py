"""The page that shows a service's document asks nothing of a third party."""

import re
from pathlib import Path

import pytest
from fastapi import FastAPI

from services.kit import openapi
from services.kit.problems import install_problems
from tests.serving import browsing


@pytest.fixture
def app() -> FastAPI:
    app = FastAPI(title="Notes", docs_url=None)
    install_problems(app)
    app.include_router(openapi.router)
    return app


def test_the_viewer_comes_from_the_same_address(app: FastAPI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("swagger-ui-bundle.js", "swagger-ui.css"):
        (tmp_path / name).write_text(f"/* {name} */")
    monkeypatch.setattr(openapi, "VIEWER", tmp_path)
    with browsing(app) as http:
        page = http.get("/docs").text
        asked = re.findall(r'(?:src|href)="([^"]+)"', page)
        assert not [address for address in asked if address.startswith(("http", "//"))]
        for address in asked:
            if not address.startswith("data:"):
                assert http.get(address).text == f"/* {address.removeprefix('/docs/')} */"


def test_without_built_assets_it_says_how_to_build_them(
    app: FastAPI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openapi, "VIEWER", tmp_path)
    with browsing(app) as http:
        answer = http.get("/docs/swagger-ui.css")
    assert answer.status_code == 404
    assert "zuidwest assets" in answer.json()["detail"]


def test_nothing_else_can_be_asked_for(app: FastAPI) -> None:
    with browsing(app) as http:
        assert http.get("/docs/..%2fsite.css").status_code in (400, 404)
        assert http.get("/docs/manifest.json").status_code == 400
