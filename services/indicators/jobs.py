"""What the worker of this service does: `zuidwest worker indicators`."""

from services.indicators.refreshes.jobs import tasks

__all__ = ["tasks"]
