"""The benchmarks work: not how fast things are, only that everything is measured and written down as promised."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("benchmarks")
LINE = {"case", "ours", "peer", "unit", "oursValue", "peerValue", "ratio", "rounds", "dataSize"}


@pytest.fixture(scope="module")
def lines(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """The results of a quick run on the tests' PostgreSQL."""
    output = tmp_path_factory.mktemp("bench") / "results.json"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--server", server_url, "--output", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110, cwd=Path.cwd())
    assert done.returncode == 0, done.stdout + done.stderr
    found: list[dict[str, object]] = json.loads(output.read_text())
    return found


def test_each_line_says_what_was_compared_with_what(lines: list[dict[str, object]]) -> None:
    assert lines
    assert all(set(line) == LINE for line in lines)
    assert {line["dataSize"] for line in lines} == {60}
    assert {line["rounds"] for line in lines} == {1}


def test_the_list_is_compared_with_plain_psycopg_and_the_304_with_a_bare_answer(
    lines: list[dict[str, object]],
) -> None:
    pairs = {(line["ours"], line["peer"]) for line in lines}
    assert pairs == {
        ("zuidwest, 1 worker", "psycopg in FastAPI, 1 worker"),
        ("zuidwest 304, 1 worker", "bare FastAPI, 1 worker"),
    }


def test_rates_and_processor_time_were_really_measured(lines: list[dict[str, object]]) -> None:
    for line in lines:
        ours, peer = line["oursValue"], line["peerValue"]
        assert isinstance(ours, float)
        assert isinstance(peer, float)
        assert ours > 0
        assert peer > 0
    assert {str(line["unit"]).split()[0] for line in lines} == {"requests/s", "µs"}
