"""deploy/ as it is used: the web process under its configuration, the proxy's limits, what compose shows outside."""

import gzip
import json
import lzma
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.hub.test_settings import COMPLETE, ROOT
from tests.hub.test_upgrade import DUMP

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
CADDYFILE = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
INSIDE = {"Host": "hub.example", "X-Forwarded-Proto": "https"}
FAIL = """
import contextlib, django; django.setup()
from django.test import Client
headers = {"host": "hub.example", "cookie": "sessionid=session-of-a-reader", "x-forwarded-for": "203.0.113.7"}
with contextlib.suppress(Exception):  # without tables and static files not even the page for errors can be made
    Client(headers=headers).get("/en/search/?q=what-a-reader-asked", secure=True)
import sentry_sdk; sentry_sdk.flush()
"""


def environment(folder: Path) -> dict[str, str]:
    """Production's, with a database of its own."""
    own = {"DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}", "VAR_DIR": str(folder), "STATIC_ROOT": str(folder)}
    settings = {"DJANGO_SETTINGS_MODULE": "hub.settings.production", "ELASTICSEARCH_URL": "", "REDIS_URL": ""}
    return os.environ | COMPLETE | settings | own


class Web:
    """gunicorn under deploy/gunicorn.conf.py, with two processes."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "web.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        settings = environment(folder) | {"METRICS_TOKEN": "inside", "WEB_CONCURRENCY": "2"}
        (folder / "db.sqlite3").write_bytes(lzma.decompress(DUMP.read_bytes()))
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--bind", f"127.0.0.1:{self.port}"], cwd=ROOT, env=settings, stdout=log, stderr=log
            )

    def get(self, path: str, **headers: str) -> tuple[int, str, str]:
        """Status, text and request id of an answer, over a connection of its own as the proxy makes it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers=INSIDE | headers)
            response = connection.getresponse()
            return response.status, response.read().decode(), response.headers["X-Request-ID"]
        finally:
            connection.close()

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    web = Web(tmp_path)
    try:
        end = time.monotonic() + 60
        while True:
            try:
                web.get("/healthz")
                break
            except OSError:
                assert time.monotonic() < end, web.log.read_text(encoding="utf-8")
                time.sleep(0.1)
        yield web
    finally:
        web.process.kill()
        web.process.wait()


def test_a_web_process_that_stops_loses_no_request_and_all_its_counts_and_lines_agree(web: Web) -> None:
    for _ in range(40):
        web.get("/admin/login/")
    _status, text, _id = web.get("/metrics", Authorization="Bearer inside")
    samples = [each for family in text_string_to_metric_families(text) for each in family.samples]
    assert [each.value for each in samples if each.name == "headwaters_request_seconds_count"] == [40]

    ids, ends = set(), Counter()

    def ask_until_refused() -> None:
        while True:
            try:
                status, _text, request_id = web.get("/admin/login/")
            except ConnectionRefusedError:
                ends["refused"] += 1  # the proxy tries such a one again
                return
            except OSError as error:
                ends[repr(error)] += 1
                return
            assert status == 302
            ids.add(request_id)

    with ThreadPoolExecutor(8) as readers:
        for _ in range(8):
            readers.submit(ask_until_refused)
        time.sleep(1)
        web.process.send_signal(signal.SIGTERM)
        assert web.process.wait(timeout=60) == 0
    assert dict(ends) == {"refused": 8}
    lines = [line for line in web.lines() if line["logger"] == "hub.requests"]
    assert len(lines) == 40 + len(ids)
    assert ids <= {line["request_id"] for line in lines}
    assert {(line["level"], line["path"], line["status"]) for line in lines} == {("INFO", "/admin/login/", 302)}


@pytest.fixture
def reports() -> Iterator[tuple[str, list[str]]]:
    """Where error reports may be sent, and what came."""
    came: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            unpack = {"br": brotli.decompress, "gzip": gzip.decompress}[self.headers["Content-Encoding"]]
            came.append(unpack(body).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://key@127.0.0.1:{server.server_port}/1", came
        server.shutdown()


@pytest.mark.parametrize("is_configured", [True, False])
def test_an_error_is_reported_where_configured_and_without_its_reader(
    tmp_path: Path, reports: tuple[str, list[str]], is_configured: bool
) -> None:
    address, came = reports
    settings = environment(tmp_path) | {"SENTRY_DSN": address if is_configured else ""}
    subprocess.run([sys.executable, "-c", FAIL], cwd=ROOT, env=settings, check=True, capture_output=True)
    told = "\n".join(came)
    assert ("no such table" in told, '"request_id"' in told) == (is_configured, is_configured)
    for personal in ("what-a-reader-asked", "session-of-a-reader", "203.0.113.7"):
        assert personal not in told


def test_the_proxy_refuses_only_what_the_site_would_refuse(settings: Any) -> None:
    refused = re.compile(re.search(r"Content-Length (\S+)", CADDYFILE)[1])
    with_a_form_around_it = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE + 5_000_000
    assert not refused.search(str(with_a_form_around_it))
    assert refused.search("300000000")
    page = (DEPLOY / "errors" / "too-large.html").read_text(encoding="utf-8")
    for limit in (settings.WAGTAILDOCS_MAX_UPLOAD_SIZE, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE):
        assert f"{limit // 2**20} MB" in page


def test_compose_shows_only_the_proxy_outside_and_documents_to_none_but_the_site() -> None:
    services = COMPOSE["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    volumes = [volume.split(":")[0] for volume in services["proxy"]["volumes"]]
    assert volumes == ["./Caddyfile", "./errors", "media", "certificates"]
    assert [name for name, service in services.items() if "migrate" in service.get("command", "")] == ["migrate"]
    assert COMPOSE["networks"]["stores"]["internal"]
    assert not {"postgresql", "elasticsearch", "redis"} & {
        name for name, service in services.items() if "front" in service["networks"]
    }


def test_the_image_holds_no_secrets_of_the_machine_that_builds_it() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"**/.env", "deploy/*", "var"} <= set(ignored)
