"""`zuidwest run`: the whole house in one command, and nothing left when it ends."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from types import FrameType

from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from cli.control import SupervisorGone
from cli.following import OneLog
from cli.house import House
from cli.start import Starting
from cli.steps import console, note
from cli.supervision import Supervisor
from services.kit.settings import Settings

LOOK_SECONDS = 1.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SIGN_INS = ("coordinator", "editor", "moderator", "programme", "analyst", "approver", "admin")


def run(house: House, settings: Settings) -> None:
    """Until Ctrl-C. Raises AlreadyRunning, PortsTaken, NotStarted, SupervisorGone and what the loaders raise."""
    house.make()
    with house.occupied(), contextlib.suppress(KeyboardInterrupt), stopping_by_signal():
        starting = Starting(house, settings)
        starting.clear_the_way()
        starting.build_assets()
        with one_log(house, starting), starting.supervised() as supervisor:
            starting.fill_the_database(supervisor)
            starting.start_processes(supervisor)
            starting.measure()
            starting.report()
            show_addresses(settings)
            keep_going(supervisor)


def keep_going(supervisor: Supervisor) -> None:
    """Starts again what gave up, until `make` is gone if that started us.

    Raises SupervisorGone when the supervisor itself was killed.
    """
    parent = os.getppid()
    while "MAKELEVEL" not in os.environ or os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
        if not supervisor.alive:
            raise SupervisorGone("The supervisor of the processes was killed; everything is stopped. Start again.")
        with contextlib.suppress(SupervisorGone):
            supervisor.control.start_again_what_gave_up()


@contextlib.contextmanager
def stopping_by_signal() -> Iterator[None]:
    """The first signal ends the work in an orderly way; further ones don't disturb that."""

    def end(number: int, frame: FrameType | None) -> None:
        for sign in SIGNALS:
            signal.signal(sign, signal.SIG_IGN)
        console.print("\nStopping …")
        raise KeyboardInterrupt

    before = {sign: signal.signal(sign, end) for sign in SIGNALS}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


@contextlib.contextmanager
def one_log(house: House, starting: Starting) -> Iterator[None]:
    log = OneLog(starting.log_files, house.logs / "zuidwest.log", show_line)
    try:
        yield
    finally:
        log.close()


def show_line(process: str, line: str) -> None:
    with contextlib.suppress(OSError):
        console.print(Text.assemble((f"{process} │ ", "cyan"), Text.from_ansi(line)))


def show_addresses(settings: Settings) -> None:
    table = Table.grid(padding=(0, 2))
    for name, address in settings.addresses.items():
        table.add_row(Text(name, "bold"), address if name == "frontend" else f"{address}/docs")
    console.print(Panel(table, title="The house stands", expand=False))
    if settings.mode == "demo":
        addresses = ", ".join(f"{role}@zuidwest.example" for role in SIGN_INS)
        note(f"Sample data. Sign in as {addresses}; the code is in {settings.addresses['frontend']}/postvak.")
        note("Machine clients: demo-coordinator, demo-editor, … (secret: demo).")
    console.print("Ctrl-C stops everything.")
