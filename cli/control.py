"""Talks to a running supervisord, over its unix socket."""

import contextlib
import socket
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from xmlrpc.client import Error, Fault, ServerProxy, Transport

SHUTTING_DOWN = 6
"""supervisord's SHUTDOWN_STATE: it listens no more to anything else."""
ADDRESS = "http://127.0.0.1"  # the transport goes to the unix socket; the library wants an address all the same


class SupervisorGone(RuntimeError):
    """supervisord does not answer, or has ended."""


class Control:
    """What can be asked of supervisord. Every method raises SupervisorGone."""

    def __init__(self, socket_path: Path) -> None:
        self.socket_path = socket_path

    def start_group(self, group: str) -> None:
        """Starts all processes of a group, without waiting for them."""
        self._ask("startProcessGroup", group, False)

    def states(self) -> dict[str, str]:
        """State of each process by name: RUNNING, STARTING, BACKOFF, FATAL, …"""
        return {info["name"]: info["statename"] for info in self._ask("getAllProcessInfo")}

    def pids(self) -> dict[str, int]:
        """Process id of each by name; 0 when it does not run."""
        return {info["name"]: info["pid"] for info in self._ask("getAllProcessInfo")}

    def stop(self, name: str) -> None:
        """Stops one process and keeps it stopped."""
        self._ask("stopProcess", self._full_name(name))

    def start(self, name: str) -> None:
        self._ask("startProcess", self._full_name(name))

    def start_again_what_gave_up(self) -> None:
        """supervisord stops trying after a while (FATAL); we never do."""
        for name, state in self.states().items():
            if state == "FATAL":
                with contextlib.suppress(Fault):
                    self._ask("startProcess", self._full_name(name), False)

    def _full_name(self, name: str) -> str:
        found = next(info for info in self._ask("getAllProcessInfo") if info["name"] == name)
        return f"{found['group']}:{name}"

    def _ask(self, method: str, *arguments: Any) -> Any:
        """Raises xmlrpc's Fault when supervisord refuses, SupervisorGone when it does not answer."""
        try:
            with ServerProxy(ADDRESS, transport=OverSocket(self.socket_path)) as server:
                return getattr(server.supervisor, method)(*arguments)
        except Fault as fault:
            if fault.faultCode == SHUTTING_DOWN:
                raise SupervisorGone("The supervisor of the processes was told to end; everything stops.") from fault
            raise
        except (OSError, HTTPException, Error) as error:
            raise SupervisorGone(str(error)) from error


class SocketConnection(HTTPConnection):
    """HTTP over a unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=10)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


class OverSocket(Transport):
    """XML-RPC over a unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def make_connection(self, host: Any) -> HTTPConnection:
        connection = SocketConnection(self.path)
        self._connection = host, connection  # where the library looks for what it has to close
        return connection
