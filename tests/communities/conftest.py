import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from communities.hubs.models import Membership
from communities.people.models import User
from tests.smtp import Sink, smtp_sink

from .at_once import copy_of_the_database
from .hubs import hub, member_of
from .tidying import FACILITATOR, OTHER


def pytest_collection_modifyitems(config: pytest.Config, items: list[Any]) -> None:
    """What is done at once needs PostgreSQL: SQLite lets one write at a time."""
    if connection.vendor != "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if "own_database" in item.fixturenames])
        items[:] = [item for item in items if "own_database" not in item.fixturenames]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def sink(settings: Any, port: int) -> Iterator[Sink]:
    """A mail server that takes what the site sends."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    with smtp_sink(port) as sink:
        yield sink


@pytest.fixture
def boss() -> User:
    """Facilitates two hubs."""
    user = member_of(hub(), "boss", role=FACILITATOR)
    Membership.objects.create(hub=hub(OTHER), user=user, role=FACILITATOR)
    return user


@pytest.fixture
def asker() -> User:
    return member_of(hub(), "asker")


@pytest.fixture(scope="module")
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For threads that act at once: what they commit goes with it after the module."""
    with django_db_blocker.unblock(), copy_of_the_database(os.environ["DATABASE_URL"]):
        yield
