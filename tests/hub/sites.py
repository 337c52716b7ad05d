"""Sites of their own beside the one of the tests, used by their management commands."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.prepared import ROOT

Manage = Callable[..., subprocess.CompletedProcess[str]]


def site(folder: Path, database: str = "") -> Manage:
    """Runs management commands of a site of its own."""
    folder.mkdir(exist_ok=True)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings.development",
        "DATABASE_URL": database or f"sqlite:///{folder / 'db.sqlite3'}",
        "VAR_DIR": str(folder),
        "ELASTICSEARCH_URL": "",
        "REDIS_URL": "",
        "DEBUG": "0",
    }

    def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return manage
