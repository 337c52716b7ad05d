"""A whole site for the browser: its own database and files, web server and worker as processes of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Site:
    """A running site: `url` without a slash at the end, `run` for its management commands."""

    url: str
    environment: dict[str, str]

    def run(self, *command: str, check: bool = True) -> str:
        result = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert not check or result.returncode == 0, result.stdout + result.stderr
        return result.stdout + result.stderr


@contextmanager
def running_site(folder: Path, *, with_elasticsearch: bool = True) -> Iterator[Site]:
    """Migrate, load the real content, then serve it until the context ends."""
    with _database(folder) as database_url, _free_port() as port:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "hub.settings.development",
            "DATABASE_URL": database_url,
            "VAR_DIR": str(folder),
            "BASE_URL": f"http://127.0.0.1:{port}",
            "ELASTICSEARCH_URL": os.environ.get("ELASTICSEARCH_URL", "") if with_elasticsearch else "",
            "ELASTICSEARCH_INDEX": f"e2e-{uuid.uuid4().hex[:12]}",
            "TASKS_MODE": "worker",
            "DEBUG": "1",
        }
        site = Site(f"http://127.0.0.1:{port}", environment)
        for command in ("compile_messages", "migrate", "load_content", "load_demo"):
            site.run(command)
        site.run("search_sync")
        environment["DEBUG"] = "0"
        server = [
            "-m",
            "gunicorn",
            "hub.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--threads",
            "8",
            "--log-level",
            "error",
        ]
        with _process(server, environment), _process(["manage.py", "worker", "--no-reload"], environment):
            _wait_for(f"{site.url}/healthz")
            yield site


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """An empty database of the kind that DATABASE_URL names: SQLite in `folder` if it names none."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    name = f"e2e_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{address.rsplit('/', 1)[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _process(arguments: list[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _free_port() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    yield port


def _wait_for(url: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            assert time.monotonic() < end, f"{url} does not answer"
            time.sleep(0.2)
