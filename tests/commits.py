"""Tests run inside a transaction that never ends; this lets what waits for a commit happen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def committed() -> Iterator[list[Callable[[], Any]]]:
    """What is done inside counts as one transaction: at its end everything that waited for a commit runs.

    Gives the list of what ran, filled at the end. Unlike Django's `captureOnCommitCallbacks` it forgets what has
    run, as a commit does, so that a second block of the same test starts anew.
    """
    ran: list[Callable[[], Any]] = []
    connection.run_on_commit = []
    yield ran
    while connection.run_on_commit:
        waiting, connection.run_on_commit = connection.run_on_commit, []
        for _savepoints, function, _robust in waiting:
            ran.append(function)
            function()
