"""The processes of the house, listed once: for `zuidwest run`, and for the test that compares docker-compose.yml."""

from dataclasses import dataclass

from services.kit.settings import JOB_SERVICES, PORT_OFFSETS, SERVICES

FRONTEND = "frontend"
JOBS = {
    "identity": "services.identity.jobs",
    "indicators": "services.indicators.jobs",
    "participation": "services.participation.jobs",
}
"""The module with the `tasks` of each worker."""


@dataclass(frozen=True)
class Process:
    """One process; `command` starts in the project's folder, its first word is a program of our environment."""

    name: str
    command: tuple[str, ...]
    service: str | None
    """Whose database role it has; None without a database."""
    port: int | None
    """Where it answers HTTP; None for a worker."""


def processes(host: str, port_base: int) -> list[Process]:
    """All but the database: the services, their workers, the site."""
    return [
        *(_server(name, f"services.{name}.main:build", host, port_base) for name in SERVICES),
        *(_worker(name) for name in JOB_SERVICES),
        _server(FRONTEND, "frontend.main:build", host, port_base),
    ]


def _server(name: str, factory: str, host: str, port_base: int) -> Process:
    port = port_base + PORT_OFFSETS[name]
    command = (
        *("uvicorn", "--factory", factory, "--host", host, "--port", str(port)),
        *("--http", "httptools", "--loop", "uvloop", "--log-config", "cli/uvicorn-logs.json"),
        # Longer than our clients keep a connection, so that a server never closes one that is being used again.
        *("--no-access-log", "--no-server-header", "--timeout-keep-alive", "30", "--timeout-graceful-shutdown", "5"),
    )
    return Process(name, command, service=None if name == FRONTEND else name, port=port)


def _worker(service: str) -> Process:
    return Process(f"{service}-worker", ("zuidwest", "worker", service), service=service, port=None)
