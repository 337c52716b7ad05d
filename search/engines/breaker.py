"""A circuit breaker: after a failure Elasticsearch is left alone for a while, so that nobody waits for it twice."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)
PAUSE = 30.0  # seconds

_open_until = 0.0


class Unavailable(Exception):
    """Elasticsearch did not answer, answered with an error, or is being left alone after one."""


class Refused(Unavailable):
    """Elasticsearch is well but will not have this one request: no reason to leave it alone."""


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
    except Refused as error:
        logger.error("Elasticsearch refused a request: %s", error)
        raise
    except Unavailable as error:
        logger.warning("Elasticsearch is left alone for %d s: %s", PAUSE, error)
        _open_until = time.monotonic() + PAUSE
        raise
