"""Health check of a worker's container: `python -m cli.worker_health SERVICE` ends with 0 when a worker is alive.

A worker writes a heartbeat in its queue every few seconds (services/kit/jobs.py).
"""

import sys

import psycopg

from services.kit.settings import read_settings

OLDEST_SECONDS = 45
ALIVE = """
SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)
"""


def main(service: str) -> int:
    try:
        with psycopg.connect(read_settings().database_url.get_secret_value(), connect_timeout=5) as connection:
            row = connection.execute(ALIVE, [OLDEST_SECONDS]).fetchone()
    except psycopg.Error as error:
        print(error)
        return 1
    if row and row[0]:
        return 0
    print(f"No worker of {service} gave a sign of life in the last {OLDEST_SECONDS} s.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
