"""`zuidwest stop` and `zuidwest delete-data`: they load nothing of the services, so that they are done at once."""

import contextlib
import os
import shutil
import signal
import time

from cli.house import House
from cli.postgres import Postgres
from cli.supervision import STOP_SECONDS, end_session


class NotStopped(RuntimeError):
    """The house goes on running."""


def stop(house: House) -> bool:
    """Stops a running house, or what a killed one left. Says whether there was anything to stop.

    Raises NotStopped.
    """
    pid = house.occupant()
    if pid is None:
        server = Postgres(house.var / "postgres") if (house.var / "postgres").exists() else None
        served = server is not None and server.running()
        left = end_session(house)
        if server:
            server.stop()
        return left or served
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 2 * STOP_SECONDS
    while house.occupant() is not None:
        if time.monotonic() > deadline:
            raise NotStopped(f"Process {pid} does not stop.")
        time.sleep(0.1)
    return True


def delete_data(house: House) -> None:
    """Stops the house and removes all it keeps, also what lodges outside its folder."""
    stop(house)
    if (house.var / "postgres").exists():
        Postgres(house.var / "postgres").remove()
    shutil.rmtree(house.socket.parent, ignore_errors=True)
    shutil.rmtree(house.var, ignore_errors=True)
