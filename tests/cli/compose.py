"""docker-compose.yml and the Dockerfile as tests read them: what each container would get."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cli.house import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")


@dataclass(frozen=True)
class Secret:
    """A file of the secrets folder, and its name in the container."""

    file: str
    target: str


def command_of(name: str) -> list[str]:
    return shlex.split(SERVICES[name]["command"])


def environment_of(name: str) -> dict[str, str]:
    """With `${NAME:-default}` as it is when nobody sets NAME."""
    return {
        key: VARIABLE.sub(lambda found: found[2] or "", str(value))
        for key, value in SERVICES[name]["environment"].items()
    }


def secrets_of(name: str) -> list[Secret]:
    return [
        Secret(Path(COMPOSE["secrets"][each["source"]]["file"]).name, each["target"])
        for each in (
            given if isinstance(given, dict) else {"source": given, "target": given}
            for given in SERVICES[name]["secrets"]
        )
    ]


def health_check_of(name: str) -> list[str]:
    kind, *command = SERVICES[name]["healthcheck"]["test"]
    assert kind == "CMD"
    return list(command)


def in_start_order() -> list[str]:
    """Our services, each after what it depends on."""
    order: list[str] = []

    def add(name: str) -> None:
        for earlier in SERVICES[name].get("depends_on", {}):
            add(earlier)
        if name in OURS and name not in order:
            order.append(name)

    for name in OURS:
        add(name)
    return order


def copied_from_the_project() -> list[str]:
    """What the stages of our image copy from the project's folder: the assets' sources stay in their own stage."""
    stages = DOCKERFILE.split("\nFROM ")[2:]
    lines = [line for stage in stages for line in stage.splitlines() if line.startswith("COPY ")]
    return [source for line in lines if "--from" not in line for source in line.split()[1:-1]]
