"""docker-compose.yml says what `make run` does, and its commands work with the environment it gives them."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from cli.assets import ASSETS, AssetsFailed, build_assets, find_node, install_packages
from cli.house import ROOT
from cli.processes import processes
from cli.secret_files import SecretsExist, make_secret_files, secret_texts
from services.kit.settings import PORT_OFFSETS
from tests.cli import compose
from tests.house import free_ports
from tests.postgres import SECRET, database_name, new_database, without_roles_afterwards

LINT = Path(__file__).parent / "compose-lint"
HEALTHY_SECONDS = 240


def test_it_has_the_processes_of_the_house_and_no_others() -> None:
    once = {"migrate", "load-deal"}
    assert compose.SERVICES.keys() == {"postgres", *once, *(each.name for each in processes("0.0.0.0", 8000))}
    for each in processes("0.0.0.0", 8000):
        assert compose.command_of(each.name) == list(each.command)
    assert all(compose.SERVICES[name]["restart"] == "no" for name in once)


def test_each_process_gets_its_own_database_role_and_no_other() -> None:
    for each in processes("0.0.0.0", 8000):
        own = {f"{each.service}_database_url": "database_url"} if each.service else {}
        given = {secret.file: secret.target for secret in compose.secrets_of(each.name)}
        assert given == {"zuidwest_secret": "zuidwest_secret", **own}


def test_nothing_runs_as_root_or_with_more_rights_than_it_needs() -> None:
    assert compose.DOCKERFILE.split("\nFROM ")[-1].count("\nUSER zuidwest\n") == 1
    assert compose.SERVICES["postgres"]["user"] == "postgres"
    for service in compose.SERVICES.values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service


def test_what_keeps_running_has_a_health_check_and_comes_back() -> None:
    for service in compose.SERVICES.values():
        if service["restart"] != "no":
            assert service["restart"] == "unless-stopped"
            assert service["healthcheck"]["retries"]


def test_the_database_is_new_enough_and_keeps_its_data_in_a_volume() -> None:
    postgres = compose.SERVICES["postgres"]
    assert int(postgres["image"].removeprefix("postgres:")) >= 15
    assert [volume.split(":")[0] for volume in postgres["volumes"]] == list(compose.COMPOSE["volumes"])
    assert [secret.file for secret in compose.secrets_of("postgres")] == ["postgres_password"]


def test_zuidwest_secrets_makes_every_file_once(tmp_path: Path) -> None:
    make_secret_files(tmp_path / "secrets", "postgres")
    named = {Path(secret["file"]).name for secret in compose.COMPOSE["secrets"].values()}
    assert {file.name for file in (tmp_path / "secrets").iterdir()} == named
    owner = compose.SERVICES["postgres"]["environment"]
    password = (tmp_path / "secrets" / "postgres_password").read_text()
    url = (tmp_path / "secrets" / "owner_database_url").read_text()
    assert url == f"postgresql://{owner['POSTGRES_USER']}:{password}@postgres/{owner['POSTGRES_DB']}"
    with pytest.raises(SecretsExist):
        make_secret_files(tmp_path / "secrets", "postgres")


def test_the_image_is_built_from_what_is_there_with_the_uv_of_the_set_up() -> None:
    for source in compose.copied_from_the_project():
        assert (ROOT / source).exists()
        assert f"!{source.rstrip('/')}" in (ROOT / ".dockerignore").read_text().splitlines()
    pinned = re.search(r"^UV=(.+)$", (ROOT / "cli" / "setup.sh").read_text(), re.MULTILINE)
    assert pinned is not None
    assert f"uv=={pinned[1]}" in compose.DOCKERFILE


def test_the_linter_has_no_remarks() -> None:
    try:
        node = find_node()
        install_packages(LINT, node)
    except AssetsFailed as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"dclint can't be installed: {error}")
    dclint = LINT / "node_modules" / "dclint" / "bin" / "dclint.cjs"
    command = [str(node.node), str(dclint), "-c", str(LINT / "dclint.yaml"), "--max-warnings", "0"]
    done = subprocess.run([*command, "docker-compose.yml"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


class Containers:
    """Plain processes with the files, the environment and the secrets that each container would have."""

    def __init__(self, folder: Path, texts: dict[str, str], port_base: int) -> None:
        self.folder = folder
        self.app = folder / "app"
        self.texts = texts
        self.port_base = port_base
        self.app.mkdir()
        for source in compose.copied_from_the_project():
            ignore = shutil.ignore_patterns("node_modules")
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, self.app / source, ignore=ignore)
            else:
                shutil.copy(ROOT / source, self.app)

    def run_once(self, name: str) -> None:
        with self.log(name).open("wb") as log:
            done = subprocess.run(self.command(name), stderr=log, stdout=log, timeout=120, **self.options(name))
        assert done.returncode == 0, self.log(name).read_text()

    @contextmanager
    def keeping(self, name: str) -> Iterator[None]:
        with self.log(name).open("wb") as log:
            process = subprocess.Popen(self.command(name), stderr=log, stdout=log, **self.options(name))
        try:
            self.wait_until_healthy(name, process)
            yield
        finally:
            process.terminate()
            process.wait(30)

    def wait_until_healthy(self, name: str, process: subprocess.Popen[bytes]) -> None:
        check = [sys.executable if word == "python" else self.remapped(word) for word in compose.health_check_of(name)]
        deadline = time.monotonic() + HEALTHY_SECONDS
        while subprocess.run(check, capture_output=True, **self.options(name)).returncode:
            assert process.poll() is None and time.monotonic() < deadline, self.log(name).read_text()
            time.sleep(0.5)

    def command(self, name: str) -> list[str]:
        program, *words = compose.command_of(name)
        return [str(Path(sys.executable).with_name(program)), *map(self.remapped, words)]

    def options(self, name: str) -> dict[str, Any]:
        folder = self.folder / "secrets" / name
        folder.mkdir(parents=True, exist_ok=True)
        for secret in compose.secrets_of(name):
            (folder / secret.target).write_text(self.texts[secret.file])
        environment = {key: self.remapped(value) for key, value in compose.environment_of(name).items()}
        assert environment["ZUIDWEST_SECRETS_DIR"] == "/run/secrets"
        own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(self.app), "ZUIDWEST_SECRETS_DIR": str(folder)}
        return {"cwd": self.app, "env": environment | own, "stdin": subprocess.DEVNULL}

    def remapped(self, word: str) -> str:
        """A port or the address of another container, on this machine."""
        for name, offset in PORT_OFFSETS.items():
            inside, here = str(8000 + offset), str(self.port_base + offset)
            word = word.replace(f"http://{name}:{inside}", f"http://127.0.0.1:{here}")
            word = here if word == inside else word
        return word

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"


@pytest.mark.timeout(600)
def test_each_command_works_as_a_plain_process(server_url: str, tmp_path: Path) -> None:
    build_assets()
    with ExitStack() as at_the_end, new_database(server_url) as url, ExitStack() as kept:
        at_the_end.enter_context(without_roles_afterwards(server_url, database_name(url)))
        containers = Containers(tmp_path, secret_texts(url, SECRET), free_ports())
        shutil.copytree(ASSETS / "dist", containers.app / "frontend" / "assets" / "dist", dirs_exist_ok=True)
        for name in compose.in_start_order():
            if compose.SERVICES[name]["restart"] == "no":
                containers.run_once(name)
            else:
                kept.enter_context(containers.keeping(name))
        site = httpx.get(f"http://127.0.0.1:{containers.port_base}/health/ready", timeout=20).json()
        assert all_are_ok(site["checks"])
        wijken = httpx.get(f"http://127.0.0.1:{containers.port_base + 3}/v1/wijken", timeout=20).json()
        assert wijken["total"] == 4


def all_are_ok(checks: dict[str, dict[str, bool]]) -> bool:
    return len(checks) == 4 and all(check["ok"] for check in checks.values())
