"""People who act in the same moment: real threads with connections of their own, on a database that is thrown away."""

import random
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from threading import Barrier
from typing import Any

import psycopg
from django.db import connection

from communities.hubs.models import Hub
from communities.people.models import User

from .hubs import hub, member_of

ROUNDS = 3  # a race that is lost once in a few times is lost here
PATIENCE = 20  # seconds: who waits longer waits for ever
PAUSE = 0.005  # seconds at most

_people = count()


@contextmanager
def copy_of_the_database(address: str) -> Iterator[None]:
    """What is written at once has to be committed: it goes into a copy, and every connection of this process there."""
    original, copy = connection.settings_dict["NAME"], f"at_once_{uuid.uuid4().hex[:12]}"
    connection.close()
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {copy} TEMPLATE {original}")
        server.execute(f"ALTER DATABASE {copy} SET synchronous_commit = off")  # nobody needs it after a power cut
        connection.settings_dict["NAME"] = copy  # of all threads: they share these settings
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = original
            server.execute(f"DROP DATABASE {copy} WITH (FORCE)")


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gives, or the exception that it ends in; all begin together."""
    barrier = Barrier(len(acts), timeout=PATIENCE)
    with ThreadPoolExecutor(len(acts)) as pool:
        begun = [pool.submit(_act, act, barrier) for act in acts]
        return [each.result(PATIENCE) for each in begun]


def _act(act: Callable[[], Any], barrier: Barrier) -> Any:
    try:
        with connection.cursor() as cursor:  # connected before it begins
            cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
        barrier.wait()
        time.sleep(random.uniform(0, PAUSE))
        with connection.execute_wrapper(_with_a_pause):
            return act()
    except Exception as error:
        return error
    finally:
        connection.close()


def _with_a_pause(execute: Callable[..., Any], *query: Any) -> Any:
    """As on a busy day: after each query somebody else may be faster."""
    result = execute(*query)
    time.sleep(random.uniform(0, PAUSE))
    return result


def somebody(where: Hub | None = None, **fields: Any) -> User:
    """A new member: what one test wrote is still there for the next."""
    return member_of(where or hub(), f"somebody{next(_people)}", **fields)
