"""Structured logs to standard output: one line an event, with the process and the request it belongs to."""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from services.kit.requests import request_id
from services.kit.settings import Settings


def configure_logs(process: str, settings: Settings) -> None:
    """Sends structlog and the standard library's loggers (uvicorn, alembic, procrastinate) through one renderer."""

    def add_origin(_: Any, __: str, event: EventDict) -> EventDict:
        event["process"] = process
        if identifier := request_id():
            event.setdefault("request_id", identifier)
        return event

    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        add_origin,
    ]
    renderer: Processor = structlog.processors.JSONRenderer()
    if settings.log_format == "console":
        renderer = structlog.dev.ConsoleRenderer(
            colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
        )
    else:
        shared.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.log_level.upper())),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for noisy in ("uvicorn.access", "httpx", "httpcore", "procrastinate"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
