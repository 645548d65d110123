"""The site's assets are built when their sources changed and only then, also without a Node on the machine."""

from pathlib import Path

import pytest

from cli.assets import AssetsFailed, build_assets, find_node, node_from_wheel, node_version, up_to_date

BUILD = """
import { mkdir, readFile, writeFile } from "node:fs/promises";
await mkdir("dist", { recursive: true });
await writeFile("dist/site.css", await readFile("site.css", "utf8"));
"""
PACKAGE = '{"name": "assets-of-a-test", "version": "1.0.0", "private": true, "type": "module"}'
LOCK = """{"name": "assets-of-a-test", "version": "1.0.0", "lockfileVersion": 3, "requires": true,
 "packages": {"": {"name": "assets-of-a-test", "version": "1.0.0"}}}"""


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    for name, text in {
        "package.json": PACKAGE,
        "package-lock.json": LOCK,
        "build.mjs": BUILD,
        "site.css": "a{}",
    }.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "node_modules").mkdir()
    return tmp_path


def test_it_builds_once_and_again_after_a_change(assets: Path) -> None:
    assert not up_to_date(assets)
    assert build_assets(assets)
    assert (assets / "dist" / "site.css").read_text() == "a{}"
    assert not build_assets(assets)
    (assets / "site.css").write_text("b{}")
    assert build_assets(assets)
    assert (assets / "dist" / "site.css").read_text() == "b{}"


def test_a_failing_build_says_what_node_said(assets: Path) -> None:
    (assets / "build.mjs").write_text("throw new Error('the sky is not blue')")
    with pytest.raises(AssetsFailed, match="the sky is not blue"):
        build_assets(assets)
    assert not up_to_date(assets)


def test_without_a_node_on_the_machine_the_one_from_the_wheel_builds(
    assets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    node = find_node()
    assert node == node_from_wheel()
    assert node_version(str(node.node)) >= (20, 11)
    assert build_assets(assets)


def test_an_old_node_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho v18.19.0\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert find_node() == node_from_wheel()
