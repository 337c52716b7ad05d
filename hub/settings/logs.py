"""Lines of the log: readable on a laptop, one JSON object each in production, all with the id of their request."""

from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

TALKATIVE = ("hub", "home", "communities", "knowledge", "search", "gunicorn.error")


def log_lines(formatter: str) -> dict[str, Any]:
    """Django's LOGGING with the lines in one format: `readable` or `json`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": "django_guid.log_filters.CorrelationId", "correlation_id_field": "request_id"},
            "secrets": {"()": "hub.addresses.SecretsFilter"},
        },
        "formatters": {
            "readable": {"format": "%(levelname)s %(name)s [%(request_id)s] %(message)s"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": ["levelname", "name", "message", "request_id"],
                "rename_fields": {"levelname": "level", "name": "logger"},
                "timestamp": "time",
                "reserved_attrs": [*RESERVED_ATTRS, "request"],  # Django's own lines carry the whole request
                "json_ensure_ascii": False,
            },
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": formatter, "filters": ["request_id"]},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            **{name: {"level": "INFO"} for name in TALKATIVE},
            # Two lines for each of the thousand tasks of a first start say nothing to whoever waits for it.
            "django_tasks": {"level": "INFO" if formatter == "json" else "WARNING"},
            "django": {"handlers": []},
            # What is not found, and each request to the development server, has its line from hub.requests.
            "django.request": {"level": "ERROR", "filters": ["secrets"]},
            "django.security.csrf": {"filters": ["secrets"]},
            "django.server": {"level": "ERROR", "propagate": True},
            "django_guid": {"level": "ERROR"},
        },
    }
