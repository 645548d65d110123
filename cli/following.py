"""One readable log out of many: the lines of each process as they come, with its name in front."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import BinaryIO

PAUSE_SECONDS = 0.25
MEGABYTE = 1_000_000


class Followed:
    """One log file that grows and is now and then replaced by a new one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: BinaryIO | None = None
        self.rest = b""
        if path.exists():
            self.file = path.open("rb")
            self.file.seek(0, os.SEEK_END)

    def lines(self) -> Iterator[str]:
        """The whole lines written since the last call."""
        while True:
            if self.file is None:
                if not self.path.exists():
                    return
                self.file = self.path.open("rb")
            *whole, self.rest = (self.rest + self.file.read()).split(b"\n")
            yield from (line.decode(errors="replace") for line in whole)
            if not self._replaced():
                return
            self.close()

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None

    def _replaced(self) -> bool:
        try:
            return self.file is not None and not os.path.samestat(os.fstat(self.file.fileno()), self.path.stat())
        except FileNotFoundError:
            return False


class OneLog:
    """Follows the logs of all processes in a thread; `show` gets each line, and `path` keeps them."""

    def __init__(self, logs: dict[str, Path], path: Path, show: Callable[[str, str], None]) -> None:
        self.followed = {name: Followed(log) for name, log in logs.items()}
        self.width = max(map(len, logs))
        self.show = show
        self.kept = logging.Logger("house")
        self.kept.addHandler(RotatingFileHandler(path, maxBytes=10 * MEGABYTE, backupCount=2, encoding="utf-8"))
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._follow, name="log", daemon=True)
        self.thread.start()

    def close(self) -> None:
        """After a last look."""
        self.ended.set()
        self.thread.join()
        for followed in self.followed.values():
            followed.close()
        for handler in self.kept.handlers:
            handler.close()

    def _follow(self) -> None:
        while not self.ended.wait(PAUSE_SECONDS):
            self._pass_on()
        self._pass_on()

    def _pass_on(self) -> None:
        for name, followed in self.followed.items():
            for line in followed.lines():
                self.kept.info("%s | %s", name.ljust(self.width), line)
                self.show(name.ljust(self.width), line)
