"""Every test starts on the real content of content/, loaded once, inside a transaction of its own."""

import gc
import os
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from elasticsearch import Elasticsearch

from communities.people.models import User
from search.engines import breaker
from search.engines.elasticsearch import differences, rebuild, update
from tests.prepared import prepared


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_keepdb: bool, django_db_blocker: Any
) -> Iterator[None]:
    site = prepared(os.environ.get("DATABASE_URL", ""), reuse=django_db_keepdb)
    site.copy_files(django_settings.VAR_DIR)
    names = connection.settings_dict["TEST"]
    with ExitStack() as stack:
        if connection.vendor == "postgresql":
            names["TEMPLATE"] = site.template
        else:
            names["NAME"] = "file:tests?mode=memory&cache=shared"
            stack.enter_context(site.copied_database(names["NAME"]))
        with django_db_blocker.unblock():
            databases = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb, serialized_aliases=())
        yield
        if not django_db_keepdb:
            with django_db_blocker.unblock():
                teardown_databases(databases, verbosity=0)


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    """What lives in the process, not in the database: cache, circuit breaker, the language of the last request."""
    cache.clear()
    breaker.reset()
    translation.deactivate()


@pytest.fixture(scope="session")
def content_index(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """An index of the real content, made once and then closed to writing: tests work on copies of it."""
    if not django_settings.TEST_ELASTICSEARCH_URL:
        pytest.skip("needs ELASTICSEARCH_URL")
    alias = f"test-{uuid.uuid4().hex[:12]}"
    own = {"ELASTICSEARCH_URL": django_settings.TEST_ELASTICSEARCH_URL, "ELASTICSEARCH_INDEX": alias}
    with override_settings(**own, ELASTICSEARCH_TIMEOUT=10.0), django_db_blocker.unblock():
        rebuild()
    with Elasticsearch(django_settings.TEST_ELASTICSEARCH_URL, request_timeout=30) as client:
        client.indices.put_settings(index=alias, settings={"index.blocks.write": True})
        [index] = client.indices.get(index=alias)
        yield index
        client.indices.delete(index=index)


@pytest.fixture
def elasticsearch(content_index: str, settings: Any, db: None) -> Iterator[str]:
    """The real server, with an index of this test's own that holds what the database does."""
    settings.ELASTICSEARCH_URL = settings.TEST_ELASTICSEARCH_URL
    settings.ELASTICSEARCH_INDEX = alias = f"test-{uuid.uuid4().hex[:12]}"
    settings.ELASTICSEARCH_TIMEOUT = 10.0
    with Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=30) as client:
        client.indices.clone(
            index=content_index,
            target=f"{alias}-copy",
            settings={"index.blocks.write": None, "index.number_of_replicas": 0},
            aliases={alias: {}},
        )
        client.cluster.health(index=alias, wait_for_status="green")
        update(differences())
        yield settings.ELASTICSEARCH_URL
        for index in client.indices.get(index=f"{alias}*"):
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


def pytest_collection_finish() -> None:
    """Everything imported stays until the end: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be left out, a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("HEADWATERS_NO_SKIP") and reporter and reporter.stats.get("skipped"):
        reporter.write_line("Skipped tests are not allowed here.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
