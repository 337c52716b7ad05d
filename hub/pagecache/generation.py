"""One number for the state of all content: whatever changes content makes a new one, and every cached page is old.

Pages name each other (menus, what to read next, counts of works), so one change may show on any page; and content is
read thousands of times for each change. With Redis the number lies there, else in a file that all processes of the
machine see: looking at either costs microseconds.
"""

import os
import uuid
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from redis import Redis
from redis.exceptions import RedisError

KEY = "headwaters:generation"

_is_owed = False  # Redis was away when a new number was due


def current() -> str | None:
    """The number, or None while nobody can tell it."""
    if settings.REDIS_URL:
        return _current_in_redis(_redis(settings.REDIS_URL))
    try:
        status = _file().stat()
    except FileNotFoundError:
        return ""
    return f"{status.st_ino}.{status.st_mtime_ns}"


def renew() -> None:
    if settings.REDIS_URL:
        _renew_in_redis(_redis(settings.REDIS_URL))
        return
    fresh = _file().with_name(f"generation.{uuid.uuid4().hex}")
    fresh.touch()
    os.replace(fresh, _file())  # another file: the same moment cannot look like the old one


def _current_in_redis(client: Redis) -> str | None:
    if _is_owed:
        _renew_in_redis(client)
    try:
        number = client.get(KEY)
        if number is None:  # a Redis that forgot everything: what was kept under its old numbers stays behind
            client.set(KEY, uuid.uuid4().hex, nx=True)
            number = client.get(KEY)
    except RedisError:
        return None
    return str(number)


def _renew_in_redis(client: Redis) -> None:
    global _is_owed
    try:
        client.set(KEY, uuid.uuid4().hex)
        _is_owed = False
    except RedisError:
        _is_owed = True


def renew_after_commit() -> None:
    """Once per transaction, when readers can see what it changed."""
    connection = transaction.get_connection()
    if not any(function is renew for _ids, function, *_rest in connection.run_on_commit):
        transaction.on_commit(renew)


@lru_cache(maxsize=2)
def _redis(address: str) -> Redis:
    """Asked with every page: without the wrapping of Django's cache it costs half as much."""
    return Redis.from_url(address, decode_responses=True, socket_timeout=1)


def _file() -> Path:
    return Path(settings.VAR_DIR, "generation")
