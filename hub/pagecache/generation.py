"""One number for the state of all content: whatever changes content makes a new one, and every cached page is old.

Pages name each other (menus, what to read next, counts of works), so one change may show on any page; and content is
read thousands of times for each change. With Redis the number lies there, else in a file that all processes of the
machine see: looking at either costs microseconds.
"""

import os
import uuid
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import transaction

KEY = "generation"


def current() -> str:
    if settings.REDIS_URL:
        return str(caches["pages"].get(KEY, ""))
    try:
        status = _file().stat()
    except FileNotFoundError:
        return ""
    return f"{status.st_ino}.{status.st_mtime_ns}"


def renew() -> None:
    if settings.REDIS_URL:
        caches["pages"].set(KEY, uuid.uuid4().hex, None)
        return
    fresh = _file().with_name(f"generation.{uuid.uuid4().hex}")
    fresh.touch()
    os.replace(fresh, _file())  # another file: the same moment cannot look like the old one


def renew_after_commit() -> None:
    """Once per transaction, when readers can see what it changed."""
    connection = transaction.get_connection()
    if not any(function is renew for _ids, function, *_rest in connection.run_on_commit):
        transaction.on_commit(renew)


def _file() -> Path:
    return Path(settings.VAR_DIR, "generation")
