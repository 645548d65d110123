"""A worker as a process of its own, as it runs in an installation."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from services.kit.settings import Settings

PATIENCE_SECONDS = 45.0


@contextmanager
def worker(settings: Settings, service: str) -> Iterator[Path]:
    """The file with what the worker logs, while it runs."""
    environment = os.environ | {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "ZUIDWEST_SECRET": settings.secret.get_secret_value(),
        "ZUIDWEST_SMTP_URL": settings.smtp_url.get_secret_value(),
        "ZUIDWEST_LOG_LEVEL": settings.log_level,
    }
    command = [str(Path(sys.executable).with_name("zuidwest")), "worker", service]
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield Path(log.name)
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def until(what: Callable[[], Any]) -> Any:
    """The first answer that is true; fails when it takes too long."""
    over = time.monotonic() + PATIENCE_SECONDS
    while not (found := what()):
        assert time.monotonic() < over, "it did not happen in time"
        time.sleep(0.05)
    return found
