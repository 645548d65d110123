"""A whole house that runs: everything answers, what dies comes back, a second one is refused kindly."""

import os
import stat
import subprocess
import time
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from cli.house import House
from cli.main import app
from tests.house import RunningHouse, end, free_ports, start


def run_to_the_end(house: RunningHouse) -> str:
    """Exit code 1 and what it said."""
    try:
        assert house.process.wait(60) == 1
        return house.output
    finally:
        end(house)


def test_every_process_is_ready_and_documented(running_house: RunningHouse) -> None:
    for name, address in running_house.addresses.items():
        assert running_house.is_ready(name)
        assert httpx.get(f"{address}/health/live").status_code == 200
        if name != "frontend":
            assert httpx.get(f"{address}/v1/openapi.json", timeout=20).json()["info"]["title"] == f"Zuidwest {name}"
    assert set(running_house.control.states().values()) == {"RUNNING"}


def test_the_deal_the_sample_and_the_first_figures_are_there(running_house: RunningHouse) -> None:
    def total(process: str, path: str) -> int:
        return int(httpx.get(f"{running_house.addresses[process]}/v1/{path}", timeout=10).json()["total"])

    assert total("projects", "commitments") == 125
    assert total("projects", "projects") >= 35
    assert total("participation", "wijken") == 4
    assert total("participation", "activities") >= 250
    assert total("indicators", "measurements?indicator=projects-per-meeting-place&areaKind=wijk") == 4


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="one test process has one house anyhow")
def test_all_tests_of_the_running_house_share_one(running_house: RunningHouse, request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@house")


def test_it_prints_addresses_and_sign_ins(running_house: RunningHouse) -> None:
    for address in running_house.addresses.values():
        assert address in running_house.output
    assert "demo-coordinator" in running_house.output
    assert running_house.token("demo-coordinator")


def test_each_line_of_the_log_names_its_process(running_house: RunningHouse) -> None:
    kept = (House(running_house.var).logs / "zuidwest.log").read_text().splitlines()
    named = {line.split(" | ")[0].strip() for line in kept}
    assert {"postgres", *running_house.addresses} <= named <= {*running_house.control.states()}


def test_no_process_has_the_owners_address_or_a_secret_in_its_environment(running_house: RunningHouse) -> None:
    owner_password = (running_house.var / "postgres" / "owner-password").read_text().strip()
    secret = House(running_house.var).secret()
    for pid in running_house.control.pids().values():
        environment = Path(f"/proc/{pid}/environ").read_text()
        assert owner_password not in environment
        assert secret not in environment


def test_secrets_are_for_their_owner_only(running_house: RunningHouse) -> None:
    files = [running_house.var / "secret", *(running_house.var / "run" / "secrets").rglob("*")]
    assert len(files) > 10
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0
    assert not (running_house.var / "run" / "secrets" / "frontend" / "database_url").exists()


def test_a_killed_process_comes_back(running_house: RunningHouse) -> None:
    for name in ("projects", "indicators-worker"):
        pid = running_house.kill(name)
        deadline = time.monotonic() + 30
        while running_house.control.pids()[name] in (pid, 0):
            assert time.monotonic() < deadline
            time.sleep(0.1)
    running_house.wait_until_ready("projects")


def test_a_second_run_of_the_same_house_is_refused_kindly(running_house: RunningHouse) -> None:
    command = [*running_house.process.args] if isinstance(running_house.process.args, list) else []
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=dict(os.environ))
    assert done.returncode == 1
    assert f"already running (process {running_house.process.pid})" in done.stdout
    assert running_house.is_ready("frontend")


def test_a_taken_port_is_named_with_a_way_out(running_house: RunningHouse, tmp_path: Path) -> None:
    said = run_to_the_end(start(tmp_path / "var", running_house.port_base + 2))
    assert f"{running_house.port_base + 2} (frontend)" in said
    assert f"{running_house.port_base + 4} (indicators)" in said
    assert "ZUIDWEST_PORT_BASE=" in said
    assert "Traceback" not in said


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    house = start(tmp_path / "var", 70_000)
    assert house.process.wait(60) == 2
    assert "port_base" in house.output
    assert "Traceback" not in house.output


def test_an_outside_database_that_refuses_is_named_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here and not as a process of its own, which waits for it fifteen seconds."""
    monkeypatch.setattr("cli.start.OUTSIDE_SECONDS", 0.5)
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:wrong@127.0.0.1:9/nothing")
    monkeypatch.setenv("ZUIDWEST_PORT_BASE", str(free_ports()))
    said = CliRunner().invoke(app, ["run", "--var", str(tmp_path / "var")])
    assert said.exit_code == 1
    assert "The PostgreSQL of DATABASE_URL can't be used" in said.output
    assert "Connection refused" in said.output
    assert not (tmp_path / "var" / "postgres").exists()
