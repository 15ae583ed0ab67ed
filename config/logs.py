"""Logs as JSON lines that hold ids and counts, never what people wrote or who they are."""

import logging
import re
import sys
import traceback
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware
from structlog.typing import EventDict

# A log-in link's token opens an account once; the front end reads the path in any case.
_LINK = re.compile(r"(/lank/)[^/\s?#\"']+", re.IGNORECASE)


class RequestId:
    """Give each request the id that its log lines, its audit events and its answer share."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response


class RequestLog(RequestMiddleware):
    """One line a request: method and path. A query string may hold a name somebody searched for."""

    def prepare(self, request: HttpRequest) -> None:
        super().prepare(request)
        structlog.contextvars.bind_contextvars(request_id=request.id)  # type: ignore[attr-defined]

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"


def _where_it_broke(exc_info: Any) -> list[str]:
    """Exception class and frames. Its text stays out: a database quotes the row it refused."""
    kind, error, tb = exc_info
    frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(tb)]
    cause = error.__cause__ or error.__context__ if error else None
    return [kind.__qualname__ if kind else "", *frames[-12:]] + (
        ["orsak: " + type(cause).__qualname__] if cause else []
    )


def exception_without_text(_: Any, __: str, event: EventDict) -> EventDict:
    record = event.get("_record")
    exc_info = event.pop("exc_info", None) or (record.exc_info if record else None)
    if exc_info is True:
        exc_info = sys.exc_info()
    elif isinstance(exc_info, BaseException):
        exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
    if exc_info and exc_info[0]:
        event["exception"] = _where_it_broke(exc_info)
    if record is not None:
        # Else the standard formatter would add the full traceback after our line.
        record.exc_info = record.exc_text = None
    return event


def mask_links(_: Any, __: str, event: EventDict) -> EventDict:
    """Hide log-in tokens wherever a path stands, also in lines of libraries."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _LINK.sub(r"\1***", value)
    return event


_shared: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    exception_without_text,
    mask_links,
]


def configure(level: str) -> dict[str, Any]:
    """Set structlog up and return Django's LOGGING for this level."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Without Django's own handlers, one of which mails whole requests to ADMINS.
            "django": {"handlers": [], "level": level},
            # RequestLog writes the same requests once, without their query strings.
            "django.request": {"handlers": [], "propagate": False},
            "django.server": {"handlers": [], "propagate": False},
            # Its own handler would write the whole address, and a traceback with its text.
            "gunicorn.error": {"handlers": [], "propagate": True},
        },
    }


logging.captureWarnings(True)
