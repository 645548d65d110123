"""The worker of the indicators service: `python -m services.indicators.worker`."""

from services.indicators.refreshes.jobs import tasks
from services.kit.jobs import run_worker
from services.kit.settings import read_settings


def main() -> None:
    run_worker("indicators", tasks, read_settings())


if __name__ == "__main__":
    main()
