"""Interleaved rounds: in each, every contender is measured for a moment, in an order that turns."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.pgbench import Pgbench
from benchmarks.processes import ask, cpu_seconds
from benchmarks.results import Sample

MICRO = 1_000_000


class WrongAnswers(RuntimeError):
    """A server answered something else than expected while it was measured."""


@dataclass(frozen=True)
class Running:
    """A server that is up: its process, and what is asked of it."""

    name: str
    pid: int
    port: int
    path: str
    again: bool = False
    """Whether it is asked with its own ETag, and must answer 304."""

    def measured(self, seconds: float, postgres: int, tries: int = 2) -> Sample:
        etag = ask(self.port, self.path)[2] if self.again else ""
        before, before_database = cpu_seconds(self.pid), cpu_seconds(postgres)
        said = self._load(seconds, etag)
        # What is to come changes with the minute, and the ETag with it: a sample that met that is taken again.
        if said["wrong"] or not said["requests"]:
            if tries == 1 or not etag:
                raise WrongAnswers(f"{self.name}: {said}")
            return self.measured(seconds, postgres, tries - 1)
        app, database = cpu_seconds(self.pid) - before, cpu_seconds(postgres) - before_database
        each = MICRO / max(said["requests"], 1)
        return Sample(said["rate"], app * each, database * each, said["cpuSeconds"] * each, said["medianMs"])

    def _load(self, seconds: float, etag: str) -> dict[str, float]:
        command = [sys.executable, "-m", "benchmarks.load", str(self.port), self.path]
        command += ["--seconds", str(seconds), "--status", "304" if etag else "200"]
        command += [f"--header=If-None-Match: {etag}"] if etag else []
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60)
        said: dict[str, float] = json.loads(done.stdout)
        return said


@dataclass(frozen=True)
class RunningPgbench:
    """The limit, in the same rounds."""

    name: str
    pgbench: Pgbench

    def measured(self, seconds: float, postgres: int) -> Sample:
        before = cpu_seconds(postgres)
        rate, done = self.pgbench.run(seconds)
        return Sample(rate, 0.0, (cpu_seconds(postgres) - before) * MICRO / max(done, 1), 0.0, 0.0)


Contender = Running | RunningPgbench


def play(
    contenders: list[Contender], rounds: int, seconds: float, postgres: int, seen: Callable[[str], None]
) -> dict[str, list[Sample]]:
    """Samples per contender, one a round; everybody warms up before the first."""
    for contender in contenders:
        seen(f"warm-up: {contender.name}")
        contender.measured(seconds, postgres)
    samples: dict[str, list[Sample]] = {contender.name: [] for contender in contenders}
    for number in range(rounds):
        for contender in _turned(contenders, number):
            seen(f"round {number + 1} of {rounds}: {contender.name}")
            samples[contender.name].append(contender.measured(seconds, postgres))
    return samples


def _turned(contenders: list[Contender], by: int) -> Iterator[Contender]:
    start = by % len(contenders)
    yield from contenders[start:]
    yield from contenders[:start]
