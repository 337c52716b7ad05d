"""A circuit breaker: after a failure Elasticsearch is left alone for a while, so that nobody waits for it twice."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

PAUSE = 30.0  # seconds

_open_until = 0.0


class Unavailable(Exception):
    """Elasticsearch did not answer, answered with an error, or is being left alone after one."""


def is_open() -> bool:
    return time.monotonic() < _open_until


def reset() -> None:
    global _open_until
    _open_until = 0.0


@contextmanager
def guard() -> Iterator[None]:
    """Refuse at once while the breaker is open; open it when the guarded call finds the server unavailable."""
    global _open_until
    if is_open():
        raise Unavailable("Elasticsearch is being left alone after a failure")
    try:
        yield
    except Unavailable:
        _open_until = time.monotonic() + PAUSE
        raise
