"""What a page costs its process, from inside: run by the interpreter of the site that is measured, ours or another."""

import time
from typing import Any

THREADS, POSTS = 5_000, 10  # posts of each
WORDS = "<p>We listen at the valves at night, district by district, and write down what we hear.</p>"
WARM, MEASURED = 5, 60  # requests
HOST = {"host": "localhost"}


def cpu(path: str) -> float:
    """Milliseconds of the processor for one request of a visitor, in the middle of many."""
    from django.test import Client

    spent = []
    for _ in range(WARM + MEASURED):
        client = Client(headers=HOST)
        start = time.process_time()
        response = client.get(path)
        spent.append(time.process_time() - start)
        assert response.status_code == 200, (path, response.status_code)
    return sorted(spent[WARM:])[MEASURED // 2] * 1000


def queries(path: str, user: Any = None) -> int:
    """For a visitor, or for `user`, at the second visit."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers=HOST)
    if user:
        client.force_login(user)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)


def print_costs(paths: dict[str, str]) -> None:
    """A line for each page: its name, milliseconds, queries."""
    for name, path in paths.items():
        print("COST", name, f"{cpu(path):.2f}", queries(path), sep="|")
