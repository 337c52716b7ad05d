"""Tests run inside a transaction that never ends; this lets what waits for a commit happen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import TestCase


@contextmanager
def committed() -> Iterator[list[Callable[[], Any]]]:
    """What is done inside counts as one transaction: at its end everything that waited for a commit runs.

    Gives the list of those callbacks, filled at the end. A callback of an earlier block is not counted again.
    """
    connection.run_on_commit = []
    with TestCase.captureOnCommitCallbacks(execute=True) as callbacks:
        yield callbacks
    connection.run_on_commit = []
