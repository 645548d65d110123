"""`zuidwest run`, step by step: database, migrations, data, processes, until everything answers."""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.assets import ASSETS, build_assets
from cli.health import is_ready
from cli.house import ROOT, House, write_private
from cli.ports import require_free_ports
from cli.postgres import Postgres, refusal
from cli.processes import Process, processes
from cli.steps import note, step
from cli.supervision import Supervisor, end_session
from cli.supervisor_config import DATABASE, SERVERS, WORKERS, log_of, supervisor_config
from services.kit.settings import PORT_OFFSETS, Settings

DATABASE_SECONDS = 60
OUTSIDE_SECONDS = 15
READY_SECONDS = 300
"""Only for giving up: a slow machine that starts seven processes at once may need minutes."""


class NotStarted(RuntimeError):
    """A process did not come up; the text says which, with its last lines."""


class Starting:
    """One start of the house, from settings as given to a house that answers."""

    def __init__(self, house: House, settings: Settings) -> None:
        self.house = house
        self.settings = settings
        self.programs: list[Process] = processes(settings.host, settings.port_base)
        self.outside = settings.database_url.get_secret_value()
        self.secret = settings.secret.get_secret_value() or house.secret()

    @property
    def log_files(self) -> dict[str, Path]:
        names = [*([] if self.outside else [DATABASE]), *(program.name for program in self.programs)]
        return {name: log_of(self.house, name) for name in names}

    def clear_the_way(self) -> None:
        """Ends what a killed run left, and makes sure that the ports are free. Raises PortsTaken."""
        if end_session(self.house):
            note("Stopped what an earlier run had left behind.")
        if not self.outside:
            Postgres(self.house.var / "postgres").stop()
        require_free_ports(self.settings.host, self.settings.port_base)

    def build_assets(self) -> None:
        if (ASSETS / "package.json").exists():
            with step("Building the style sheets, fonts and icons of the site"):
                build_assets()

    @contextmanager
    def supervised(self) -> Iterator[Supervisor]:
        """A supervisor with the database running; all is stopped at the end, whatever happens."""
        server = None if self.outside else Postgres(self.house.var / "postgres")
        if server:
            with step("Preparing the database"):
                server.prepare()
        write_private(self.house.config, supervisor_config(self.house, server, self.programs))
        supervisor = Supervisor(self.house, self._environment())
        try:
            supervisor.wait_until_it_answers()
            yield supervisor
        finally:
            supervisor.stop()
            if server:
                server.stop()

    def fill_the_database(self, supervisor: Supervisor) -> None:
        # Not earlier: all tables take seconds to load, and a start that is refused should say so at once.
        from cli.load import Owner, load_deal, load_demo
        from cli.migrate import migrate

        owner = Owner(self._owner_url(), self.settings.role_prefix, self.secret)
        with step("Starting the database"):
            self._wait_for_database(supervisor, owner.url)
        with step("Bringing the tables up to date"):
            migrate(owner.url, owner.role_prefix, owner.secret)
        with step("Loading the deal") as said:
            said += [load_deal(owner, ROOT / self.settings.deal)]
        if self.settings.mode == "demo":
            with step("Loading the sample data") as said:
                said += [load_demo(owner, ROOT / "demo")]
        for program in self.programs:
            database = {"database_url": owner.url_for(program.service)} if program.service else {}
            self.house.keep_secrets(program.name, {"zuidwest_secret": self.secret, **database})

    def start_processes(self, supervisor: Supervisor) -> None:
        with step("Starting the services and the site"):
            supervisor.control.start_group(SERVERS)
            self._wait_until_ready(supervisor)
        # Not earlier: their first jobs would ask services that do not answer yet.
        supervisor.control.start_group(WORKERS)

    def measure(self) -> None:
        """Asks for a first refresh of the figures; without it the house stands too."""
        if self.settings.mode != "demo":
            return
        from cli.first_refresh import measure

        with step("Measuring the indicators"):
            wrong = measure(self.settings)
        if wrong:
            note(wrong)

    def report(self) -> None:
        """Makes the sample reports, as the programme office would; without them the house stands too."""
        if self.settings.mode != "demo":
            return
        from cli.sample_reports import write_sample_reports
        from services.contracts.calling import ServiceDown, ServiceRefused

        with step("Writing the sample reports"):
            try:
                asyncio.run(write_sample_reports(self.settings, ROOT / "demo" / "reports.toml"))
            except (ServiceDown, ServiceRefused) as error:
                note(f"The sample reports could not be made: {error}")

    def _owner_url(self) -> str:
        return self.outside or Postgres(self.house.var / "postgres").url

    def _environment(self) -> dict[str, str]:
        """For the processes: no owner's address, nothing of PostgreSQL's own, no secret but in their own folders."""
        hidden = ("PG", "DATABASE_URL", "ZUIDWEST_SECRET")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
        here = ",".join(filter(None, [os.environ.get("NO_PROXY") or os.environ.get("no_proxy"), "127.0.0.1,localhost"]))
        return {
            "ZUIDWEST_LOG_FORMAT": "console",
            **kept,
            "ZUIDWEST_DEAL": str(ROOT / self.settings.deal),
            "NO_PROXY": here,
            "no_proxy": here,
        }

    def _wait_for_database(self, supervisor: Supervisor, url: str) -> None:
        deadline = time.monotonic() + (OUTSIDE_SECONDS if self.outside else DATABASE_SECONDS)
        while (refused := refusal(url)) is not None:
            if time.monotonic() > deadline:
                if self.outside:
                    raise NotStarted(f"The PostgreSQL of DATABASE_URL can't be used: {refused}")
                raise NotStarted(f"The database does not answer: {refused}{self._last_lines(DATABASE)}")
            supervisor.control.start_again_what_gave_up()
            time.sleep(0.1)

    def _wait_until_ready(self, supervisor: Supervisor) -> None:
        waiting = {name: self.settings.port_base + offset for name, offset in PORT_OFFSETS.items()}
        deadline = time.monotonic() + READY_SECONDS
        while waiting:
            waiting = {name: port for name, port in waiting.items() if not is_ready(port)}
            given_up = [name for name, state in supervisor.control.states().items() if state == "FATAL"]
            if given_up or (waiting and time.monotonic() > deadline):
                late = given_up or list(waiting)
                raise NotStarted(f"Did not start: {', '.join(late)}.{self._last_lines(late[0])}")
            time.sleep(0.1)

    def _last_lines(self, process: str) -> str:
        log = log_of(self.house, process)
        lines = log.read_text(errors="replace").splitlines()[-25:] if log.exists() else []
        return "".join(f"\n  {line}" for line in lines) + f"\nMore in {log}"
