"""What the worker of this service does: `zuidwest worker indicators`."""

from services.indicators.refreshes.jobs import tasks
from services.indicators.uploads import jobs as uploads

tasks.add_tasks_from(uploads.tasks, namespace="uploads")

__all__ = ["tasks"]
