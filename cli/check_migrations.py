"""Migrates an empty database and compares it with the tables in code."""

import sys
import tempfile
from pathlib import Path

from alembic.util import CommandError

from cli.migrate import check, migrate
from cli.postgres import Postgres


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        server = Postgres(Path(folder) / "postgres")
        try:
            url = server.start(fsync=False)
            migrate(url, "", "a secret for a database that is thrown away")
            check(url)
        except CommandError as error:
            print(error)
            return 1
        finally:
            server.stop()
            server.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main())
