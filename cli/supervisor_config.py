"""What supervisord is told: which programs, as whom, with which environment. Holds no secrets itself."""

import os
import shlex
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from cli.house import ROOT, House
from cli.postgres import Postgres
from cli.processes import Process

SERVERS = "servers"
WORKERS = "workers"
DATABASE = "postgres"
PROGRAMS = Path(sys.executable).parent

RESTART_FOR_EVER = {
    "autorestart": "true",
    # After a few tries that end at once supervisord gives up; cli/supervision.py then starts it again, for ever.
    "startretries": "4",
    "startsecs": "2",
    "stopwaitsecs": "12",
}


def supervisor_config(house: House, server: Postgres | None, programs: Iterable[Process]) -> str:
    """The text of the configuration file; `server` is the embedded database, if that is to run."""
    programs = list(programs)
    sections = [
        _section(
            "supervisord",
            {
                "nodaemon": "true",
                "logfile": str(house.logs / "supervisord.log"),
                "pidfile": str(house.run / "supervisord.pid"),
                "childlogdir": str(house.logs),
                **({"user": "root"} if os.geteuid() == 0 else {}),
            },
        ),
        _section("unix_http_server", {"file": str(house.socket), "chmod": "0700"}),
        _section(
            "rpcinterface:supervisor",
            {"supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"},
        ),
        *([_database(house, server)] if server else []),
        *(_program(house, program) for program in programs),
        _group(SERVERS, "10", [program for program in programs if program.port]),
        _group(WORKERS, "20", [program for program in programs if not program.port]),
    ]
    return "\n".join(sections)


def log_of(house: House, process: str) -> Path:
    return house.logs / f"{process}.log"


def _database(house: House, server: Postgres) -> str:
    return _section(
        f"program:{DATABASE}",
        {
            "command": shlex.join(server.command()),
            "directory": "/",
            "environment": _environment({"HOME": "/", "LC_ALL": "C", "USER": server.user.name}),
            "priority": "1",
            "autostart": "true",
            "stopsignal": "INT",
            **RESTART_FOR_EVER,
            "stopwaitsecs": "30",
            **({"user": server.user.name} if server.user.switch else {}),
            **_logging(house, DATABASE),
        },
    )


def _program(house: House, program: Process) -> str:
    environment = {"PYTHONUNBUFFERED": "1", "ZUIDWEST_SECRETS_DIR": str(house.secrets_of(program.name))}
    return _section(
        f"program:{program.name}",
        {
            "command": shlex.join([str(PROGRAMS / program.command[0]), *program.command[1:]]),
            "directory": str(ROOT),
            "environment": _environment(environment),
            "autostart": "false",
            "killasgroup": "true",
            **RESTART_FOR_EVER,
            **_logging(house, program.name),
        },
    )


def _group(name: str, priority: str, programs: Iterable[Process]) -> str:
    return _section(f"group:{name}", {"programs": ",".join(each.name for each in programs), "priority": priority})


def _logging(house: House, name: str) -> dict[str, str]:
    return {
        "redirect_stderr": "true",
        "stdout_logfile": str(log_of(house, name)),
        "stdout_logfile_maxbytes": "5MB",
        "stdout_logfile_backups": "2",
    }


def _environment(values: Mapping[str, str]) -> str:
    return ",".join(f'{name}="{value}"' for name, value in values.items())


def _section(title: str, values: Mapping[str, str]) -> str:
    lines = (f"{name}={value.replace('%', '%%')}\n" for name, value in values.items())
    return f"[{title}]\n{''.join(lines)}"
