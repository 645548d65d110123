"""Health check of a container: `python -m cli.health PORT` ends with 0 when the process on that port is ready."""

import sys
import urllib.error
import urllib.request


def main(port: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{int(port)}/health/ready", timeout=4) as answer:
            return int(answer.status != 200)
    except (OSError, urllib.error.URLError) as error:
        print(error)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
