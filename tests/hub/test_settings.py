"""Production refuses to start without what it needs, and says which; a laptop needs nothing."""

import json
import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRINT_DEBUG = "import django; django.setup(); from django.conf import settings; print(settings.DEBUG)"
PRINT_HEADERS = """
import json, django; django.setup()
from django.test import Client
client = Client(headers={"host": "hub.example"})
plain, secure = client.get("/admin/login/"), client.get("/admin/login/", secure=True)
print(json.dumps([plain["Location"], dict(secure.headers)]))
"""
SECURE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
COMPLETE = {
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "hub.example",
    "BASE_URL": "https://hub.example",
    "DATABASE_URL": "postgres://user:secret@localhost/headwaters",
    "EMAIL_URL": "smtp://localhost:25",
    "DEFAULT_FROM_EMAIL": "hub@hub.example",
}


def start(
    module: str, environment: dict[str, str], tmp_path: Path, command: tuple[str, ...] = ("-c", PRINT_DEBUG)
) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in COMPLETE}
    return subprocess.run(
        [sys.executable, *command],
        env=clean | {"DJANGO_SETTINGS_MODULE": module, "VAR_DIR": str(tmp_path)} | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_names_everything_that_is_missing_at_once(tmp_path: Path) -> None:
    result = start("hub.settings.production", {}, tmp_path)
    assert result.returncode != 0
    assert all(name in result.stderr for name in COMPLETE)


@pytest.mark.parametrize("key", ["short", "development-only-key-that-production-refuses" * 2])
def test_production_refuses_a_weak_key(tmp_path: Path, key: str) -> None:
    result = start("hub.settings.production", COMPLETE | {"SECRET_KEY": key}, tmp_path)
    assert "SECRET_KEY must be a random value" in result.stderr


def test_production_starts_when_it_has_what_it_needs(tmp_path: Path) -> None:
    result = start("hub.settings.production", COMPLETE, tmp_path)
    assert (result.returncode, result.stdout.strip()) == (0, "False"), result.stderr


def test_djangos_checks_for_deployment_find_nothing(tmp_path: Path) -> None:
    key = {"SECRET_KEY": secrets.token_hex(32)}
    command = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    result = start("hub.settings.production", COMPLETE | key, tmp_path, command)
    assert result.returncode == 0, result.stderr


def test_production_answers_over_https_only_and_with_secure_headers(tmp_path: Path) -> None:
    result = start("hub.settings.production", COMPLETE, tmp_path, ("-c", PRINT_HEADERS))
    location, headers = json.loads(result.stdout)
    assert location == "https://hub.example/admin/login/"
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert {name: headers[name] for name in SECURE_HEADERS} == SECURE_HEADERS
    assert re.fullmatch("[0-9a-f]{32}", headers["X-Request-ID"])


def test_development_needs_no_variable(tmp_path: Path) -> None:
    assert start("hub.settings.development", {}, tmp_path).stdout.strip() == "True"


PRINT_DOORS = """
import json, django; django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, reverse
try: button = reverse("openid_connect_login", args=["sso"])
except NoReverseMatch: button = ""
print(json.dumps([settings.STAFF_SECOND_FACTOR, button]))
"""
OIDC = {"OIDC_ISSUER": "https://id.example", "OIDC_CLIENT_ID": "hub", "OIDC_SECRET": "secret"}


@pytest.mark.parametrize(
    ("module", "environment", "doors"),
    [
        ("production", COMPLETE, [True, ""]),
        ("production", COMPLETE | {"STAFF_SECOND_FACTOR": "false"}, [False, ""]),
        ("production", COMPLETE | OIDC, [True, "/accounts/oidc/sso/login/"]),
        ("development", {}, [False, ""]),
        ("development", {"STAFF_SECOND_FACTOR": "true"}, [True, ""]),
    ],
)
def test_the_environment_opens_and_guards_the_doors(
    tmp_path: Path, module: str, environment: dict[str, str], doors: list[object]
) -> None:
    result = start(f"hub.settings.{module}", environment, tmp_path, ("-c", PRINT_DOORS))
    assert json.loads(result.stdout) == doors, result.stderr


PRINT_MAIL = """
import json, django; django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, reverse
try: hook = reverse("anymail:mailgun_inbound_webhook", args=[""])
except NoReverseMatch: hook = ""
print(json.dumps([settings.EMAIL_BACKEND.rpartition("backends.")[2], hook]))
"""
SERVICE = {name: value for name, value in COMPLETE.items() if name != "EMAIL_URL"} | {
    "MAIL_SERVICE": "mailgun",
    "ANYMAIL_MAILGUN_API_KEY": "key",
}


@pytest.mark.parametrize(
    ("environment", "mail"),
    [
        (COMPLETE, ["smtp.EmailBackend", ""]),
        (SERVICE, ["mailgun.EmailBackend", ""]),
        (SERVICE | {"ANYMAIL_WEBHOOK_SECRET": "name:secret"}, ["mailgun.EmailBackend", "/mail/mailgun/inbound/"]),
    ],
)
def test_mail_goes_by_a_server_or_by_a_service_which_needs_a_secret_to_bring_some(
    tmp_path: Path, environment: dict[str, str], mail: list[str]
) -> None:
    result = start("hub.settings.production", environment, tmp_path, ("-c", PRINT_MAIL))
    assert json.loads(result.stdout or "null") == mail, result.stderr


def test_production_asks_for_a_mail_server_or_a_mail_service(tmp_path: Path) -> None:
    environment = {name: value for name, value in COMPLETE.items() if name != "EMAIL_URL"}
    assert "EMAIL_URL" in start("hub.settings.production", environment, tmp_path).stderr
