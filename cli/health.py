"""Health check of a container: `python -m cli.health PORT` ends with 0 when the process on that port is ready."""

import contextlib
import sys
from http.client import HTTPConnection, HTTPException

PATIENCE_SECONDS = 4


def is_ready(port: int) -> bool:
    """Whether the process on this machine's port says so. Without the proxies that the environment may name."""
    with contextlib.closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)) as connection:
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False


if __name__ == "__main__":
    sys.exit(not is_ready(int(sys.argv[1])))
