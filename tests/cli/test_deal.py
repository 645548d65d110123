"""`zuidwest deal check`: every mistake with its file and line, for who edits the deal."""

import shutil
from pathlib import Path

from typer.testing import CliRunner

from cli.main import app

REAL = Path(__file__).parents[2] / "deal" / "den-haag-zuidwest"


def test_the_real_deal_has_nothing_wrong() -> None:
    said = CliRunner().invoke(app, ["deal", "check", str(REAL)])
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.startswith("Regio Deal Den Haag Zuidwest: 125 commitments, ")


def test_every_mistake_is_said_with_its_file_and_line(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(REAL, tmp_path / "deal"))
    (folder / "themes.toml").write_text('[[themes]]\nslug = "sport"\ncolour = "red"\n', encoding="utf-8")
    said = CliRunner().invoke(app, ["deal", "check", str(folder)])
    assert said.exit_code == 1
    assert said.stderr.splitlines() == [
        "themes.toml:1: `aim` is missing",
        "themes.toml:1: `article` is missing",
        "themes.toml:1: `titles` is missing",
        "themes.toml:3: `colour` is not a known field",
    ]
