"""Every test starts on the real content of content/, loaded once, inside a transaction of its own."""

import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from communities.people.models import User
from search.engines import breaker


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        call_command("load_content", verbosity=0)


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    """What lives in the process, not in the database: cache and circuit breaker."""
    cache.clear()
    breaker.reset()


@pytest.fixture
def elasticsearch(settings: Any, db: None) -> Iterator[str]:
    """The real server, with an index of this test's own that holds the real content."""
    url = settings.TEST_ELASTICSEARCH_URL
    if not url:
        pytest.skip("needs ELASTICSEARCH_URL")
    from elasticsearch import Elasticsearch

    settings.ELASTICSEARCH_URL = url
    settings.ELASTICSEARCH_INDEX = f"test-{uuid.uuid4().hex[:12]}"
    settings.ELASTICSEARCH_TIMEOUT = 10.0
    from search.engines.elasticsearch import rebuild

    rebuild()
    yield url
    with Elasticsearch(url, request_timeout=30) as client:
        for index in client.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}*"):
            client.indices.delete(index=index)


@pytest.fixture
def editor(db: None) -> User:
    user = User.objects.create_user("editor@utility.example", "a long enough secret", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_superuser("admin@utility.example", "a long enough secret")


@pytest.fixture
def editor_client(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be left out, a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("HEADWATERS_NO_SKIP") and reporter and reporter.stats.get("skipped"):
        reporter.write_line("Skipped tests are not allowed here.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
