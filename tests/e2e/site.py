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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import psycopg
from elasticsearch import Elasticsearch
from redis import Redis

from tests.prepared import prepared
from tests.smtp import smtp_sink

ROOT = Path(__file__).resolve().parents[2]
SERVER = ("-m", "gunicorn", "hub.wsgi", "--threads", "8", "--keep-alive", "60", "--log-level", "error", "--bind")
WORKER = ("manage.py", "worker", "--no-reload", "--no-startup-delay", "--interval", "0.3")


@dataclass
class Site:
    """A running site: `url` without a slash at the end, `run` for its management commands, logs in `folder`, mails."""

    url: str
    folder: Path
    environment: dict[str, str]
    mails: list[EmailMessage]

    def run(self, *command: str, check: bool = True, stdin: str = "", **extra: str) -> str:
        """What a management command prints that reads `stdin`; `extra` are environment variables for it alone."""
        result = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment | extra,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert not check or result.returncode == 0, result.stdout + result.stderr
        return result.stdout + result.stderr


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """A copy of the prepared site with its demonstration, served until the context ends."""
    with ExitStack() as stack:
        address, mail_port = f"127.0.0.1:{_free_port()}", _free_port()
        sink = stack.enter_context(smtp_sink(mail_port))
        elasticsearch_url = os.environ.get("ELASTICSEARCH_URL", "")
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "hub.settings.development",
            "DATABASE_URL": stack.enter_context(_database(folder)),
            "REDIS_URL": stack.enter_context(_cache()),
            "VAR_DIR": str(folder),
            "BASE_URL": f"http://{address}",
            "ELASTICSEARCH_URL": elasticsearch_url,
            "ELASTICSEARCH_INDEX": stack.enter_context(_index(elasticsearch_url)),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "INBOUND_ADDRESS": "reply@mail.hub.example",
            "TASKS_MODE": "worker",
            "DEBUG": "0",
        }
        site = Site(f"http://{address}", folder, environment, sink.mails)
        site.run("load_demo", TASKS_MODE="inline", DEBUG="1")  # inline: the worker begins with nothing left to do
        site.run("search_sync")  # inline, nobody waits long for Elasticsearch
        stack.enter_context(_process(site, "server", *SERVER, address))
        stack.enter_context(_process(site, "worker", *WORKER))
        _wait_for(f"{site.url}/healthz")
        yield site


@contextmanager
def live_server(site: Site) -> Iterator[tuple[str, int]]:
    """The same site on a server that holds streams open; gives its address and its process."""
    port = _free_port()
    arguments = ("-m", "uvicorn", "hub.asgi:application", "--log-level", "error", "--port", str(port))
    with _process(site, "live", *arguments) as process:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """The real content in a database of the kind that DATABASE_URL names: SQLite in `folder` if it names none."""
    address = os.environ.get("DATABASE_URL", "")
    content = prepared(address)
    content.copy_files(folder)
    if not address.startswith("postgres"):
        with content.copied_database(str(folder / "db.sqlite3")):
            pass
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    name = f"e2e_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {content.template}")
        try:
            yield f"{address.rsplit('/', 1)[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _cache() -> Iterator[str]:
    """A Redis database that nobody else uses, emptied; memory of the processes where there is no Redis."""
    address = os.environ.get("REDIS_URL", "")
    if address:
        number = 9 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        address = f"{address.rsplit('/', 1)[0] if address.count('/') > 2 else address}/{number}"
        with Redis.from_url(address) as client:
            client.flushdb()
    yield address


@contextmanager
def _index(elasticsearch_url: str) -> Iterator[str]:
    """The name of an Elasticsearch index that is not there yet, and is gone afterwards."""
    name = f"e2e-{uuid.uuid4().hex[:12]}"
    yield name
    if elasticsearch_url:
        with Elasticsearch(elasticsearch_url, request_timeout=30) as client:
            for index in client.indices.get(index=f"{name}*"):
                client.indices.delete(index=index)


@contextmanager
def _process(site: Site, name: str, *arguments: str) -> Iterator[int]:
    """A Python process beside the tests, by its id; what it says goes to a file."""
    with (site.folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=site.environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            assert time.monotonic() < end, f"{url} does not answer"
            time.sleep(0.2)
