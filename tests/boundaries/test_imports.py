"""Who may import whom (`[tool.importlinter]` in pyproject.toml), and that breaking it is noticed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("services", "frontend", "cli")
KIT_OF_THE_SITE = {
    f"services.kit.{name}"
    for name in ("access", "app", "edge", "health", "logs", "metrics", "problems", "requests", "secrets", "settings")
}
"""What the site may use of the kit: nothing that has to do with tables, jobs or tokens."""


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the import contracts of the project in `folder`, as `make check` does."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copied_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("node_modules", "__pycache__", "dist")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_contracts_are_kept(copied_once: Path) -> None:
    done = lint(copied_once)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


PLANTED = [
    ("services/projects/planted.py", "from services.participation import tables", "Services do not import one another"),
    ("services/identity/planted.py", "import services.indicators.tables", "Services do not import one another"),
    ("services/projects/registry/rules.py", "import sqlalchemy", "Rules are pure"),
    ("services/indicators/results/rules.py", "from services.kit.database import Write", "Rules are pure"),
    ("services/identity/keys/rules.py", "import httpx", "Rules are pure"),
    ("services/kit/planted.py", "from services.projects import tables", "The kit and the contracts know no service"),
    ("services/contracts/planted.py", "import fastapi", "Contracts need no database and no framework"),
    ("frontend/planted.py", "from services.projects import tables", "The site knows no service from the inside"),
    ("services/identity/planted.py", "import frontend.texts", "Services know no page and no command"),
]


@pytest.mark.parametrize(("file", "line", "contract"), PLANTED)
def test_planted_a_forbidden_import_is_found(copied_once: Path, file: str, line: str, contract: str) -> None:
    planted = copied_once / file
    before = planted.read_text() if planted.exists() else None
    planted.write_text(f"{before or ''}\n{line}\n")
    try:
        done = lint(copied_once)
    finally:
        if before is None:
            planted.unlink()
        else:
            planted.write_text(before)
    assert done.returncode == 1, done.stdout
    broken = [text for text in done.stdout.splitlines() if " BROKEN" in text]
    assert any(text.startswith(contract) for text in broken), done.stdout


def kit_used_by_the_site(graph: grimp.ImportGraph) -> set[str]:
    site = {module for module in graph.modules if module.split(".")[0] == "frontend"}
    imported = {found for module in site for found in graph.find_modules_directly_imported_by(module)}
    return {module for module in imported if module.startswith("services.kit.")}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def test_the_site_uses_only_its_part_of_the_kit(graph: grimp.ImportGraph) -> None:
    assert kit_used_by_the_site(graph) <= KIT_OF_THE_SITE


def test_planted_a_page_with_a_database_is_found(graph: grimp.ImportGraph) -> None:
    graph.add_import(importer="frontend.main", imported="services.kit.database")
    try:
        assert kit_used_by_the_site(graph) - KIT_OF_THE_SITE == {"services.kit.database"}
    finally:
        graph.remove_import(importer="frontend.main", imported="services.kit.database")


def test_every_module_of_rules_is_under_the_contract() -> None:
    """The contract covers modules called `rules`; another name would slip through it."""
    others = [file for file in (ROOT / "services").rglob("*rules*.py") if file.name != "rules.py"]
    assert [str(file.relative_to(ROOT)) for file in others if not named_in_the_contract(file)] == []


def named_in_the_contract(file: Path) -> bool:
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    return f'"{module}"' in (ROOT / "pyproject.toml").read_text()
