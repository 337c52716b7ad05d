from typing import Any

import pytest


@pytest.fixture
def task_queue(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks wait for a worker, as they do where one runs beside the site."""
    # The worker drops idle connections; here its connection is the one that holds the test's transaction.
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.TASKS_MODE = "worker"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
