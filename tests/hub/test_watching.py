"""Whoever runs the site sees what it does: lines with the id of their request, few series, no readers."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from django.utils.translation import override
from prometheus_client.parser import text_string_to_metric_families

from search.tasks import drain_marks

pytestmark = pytest.mark.django_db
GIVEN = "0123456789ab4def8123456789abcdef"
TOKEN = "a token for those inside"


def series(client: Client) -> dict[tuple[str, ...], float]:
    """Name and label values of each series → its value."""
    response = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    families = text_string_to_metric_families(response.content.decode())
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def test_an_answer_names_its_request_by_the_proxys_id_or_one_of_its_own(client: Client) -> None:
    assert client.get("/robots.txt", headers={"x-request-id": GIVEN})["X-Request-ID"] == GIVEN
    own = client.get("/robots.txt", headers={"x-request-id": "<script>"})["X-Request-ID"]
    assert own not in ("<script>", GIVEN)


def test_a_kept_page_does_not_keep_the_id_of_its_first_reader(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.PAGE_CACHE_SECONDS, settings.VAR_DIR = 600, tmp_path
    caches["pages"].clear()
    assert ["X-Request-ID" in client.get("/en/glossary/") for _ in range(2)] == [False, False]


def test_a_request_is_one_line_without_what_was_searched_for(client: Client, caplog: Any) -> None:
    with caplog.at_level(logging.INFO, logger="hub.requests"):
        client.get("/fr/search/?q=my-own-trouble")
        client.get("/healthz")
    [line] = [record for record in caplog.records if record.name == "hub.requests"]
    assert line.getMessage() == "GET /fr/search/ 200"
    assert (line.view, line.status) == ("search", 200)
    assert line.milliseconds > 0
    assert "my-own-trouble" not in str(vars(line))


def test_a_page_has_a_line_when_it_is_made_and_none_when_it_is_kept(
    client: Client, caplog: Any, settings: Any, tmp_path: Path
) -> None:
    settings.PAGE_CACHE_SECONDS, settings.VAR_DIR = 600, tmp_path
    caches["pages"].clear()
    with caplog.at_level(logging.INFO, logger="hub.requests"):
        for _ in range(3):
            client.get("/en/glossary/")
        client.get("/en/nothing-here/")
    lines = [record.getMessage() for record in caplog.records if record.name == "hub.requests"]
    assert lines == ["GET /en/glossary/ 200", "GET /en/nothing-here/ 404"]


SECRET = "MTk:1uXy-s3cr3t_a"
OPENING = {  # every address that opens something to whoever holds it; a new one has to be named here to be found
    "account_confirm_email": f"/en/accounts/confirm-email/{SECRET}/",
    "account_reset_password_from_key": f"/en/accounts/password/reset/key/1-{SECRET}/",
    "hub_answer": f"/en/hubs/sanitation/asked/{SECRET}/",
    "hub_invited": f"/en/hubs/sanitation/invited/{SECRET}/",
    "stop_mails": f"/en/inbox/mail/stop/{SECRET}/",
    "wagtailadmin_password_reset_confirm": f"/admin/password_reset/confirm/MTk/{SECRET}/",
}


def views_with_a_secret() -> set[str]:
    names = set()
    with override("en"):
        for name in get_resolver().reverse_dict:
            parameters = {
                each for shapes, *_rest in get_resolver().reverse_dict.getlist(name) for each in shapes[0][1]
            }
            if "token" in parameters or ("key" in parameters and str(name).startswith("account_")):
                names.add(str(name))
    return {name for name in names if not name.startswith("<")}


def test_every_address_that_opens_something_is_known_to_these_tests() -> None:
    assert views_with_a_secret() == set(OPENING)


@pytest.mark.parametrize("path", OPENING.values(), ids=OPENING)
@pytest.mark.parametrize("way", ["as it is", "in French", "without a slash", "without a language", "to HTTPS"])
def test_the_line_of_an_address_that_opens_something_does_not_hold_its_secret(
    client: Client, caplog: Any, settings: Any, path: str, way: str
) -> None:
    settings.SECURE_SSL_REDIRECT = way == "to HTTPS"
    if way == "in French":
        path = path.replace("/en/", "/fr/")
    if way == "without a slash":
        path = path.rstrip("/")
    if way == "without a language":
        path = path.removeprefix("/en")
    with caplog.at_level(logging.INFO):
        client.get(path)
    assert "/…" in caplog.text
    assert SECRET not in caplog.text + str(
        [vars(record) for record in caplog.records if not hasattr(record, "request")]
    )


def test_an_error_at_such_an_address_does_not_tell_it_either(caplog: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    monkeypatch.setattr("communities.notifications.views.read_token", lambda token: 1 / 0)
    assert client.get(OPENING["stop_mails"]).status_code == 500
    assert client.post(OPENING["hub_invited"]).status_code == 403
    lines = [
        record.getMessage() for record in caplog.records if record.name in ("django.request", "django.security.csrf")
    ]
    assert [line.partition("/en/")[2] for line in lines] == ["inbox/mail/stop/…", "hubs/sanitation/invited/…"]


def test_the_proxy_writes_no_address_down() -> None:
    caddyfile = Path("deploy/Caddyfile").read_text(encoding="utf-8")
    assert "request>uri delete" in caddyfile
    assert "request>headers delete" in caddyfile


def test_there_are_no_metrics_without_a_token_and_none_for_another(client: Client, settings: Any) -> None:
    assert client.get("/metrics", follow=True).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"authorization": "Bearer other"}).status_code == 401


def test_requests_searches_and_kept_pages_are_counted(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.METRICS_TOKEN, settings.PAGE_CACHE_SECONDS, settings.VAR_DIR = TOKEN, 600, tmp_path
    caches["pages"].clear()
    before = series(client)
    for _ in range(3):
        client.get("/en/search/?q=leak")
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:1"
    client.get("/en/search/?q=pump")
    grown = {key: value - before.get(key, 0) for key, value in series(client).items()}
    assert grown["headwaters_request_seconds_count", "200", "search"] == 2  # those that were made
    assert (grown["headwaters_pages_total", "made"], grown["headwaters_pages_total", "kept"]) == (2, 2)
    assert grown["headwaters_searches_total", "database"] == 1
    assert grown["headwaters_searches_total", "fallback"] == 1


def test_the_queue_tells_what_waits_and_when_a_job_last_went_well(
    client: Client, settings: Any, task_queue: None
) -> None:
    settings.METRICS_TOKEN = TOKEN
    drain_marks.enqueue()
    waiting = series(client)
    assert waiting["headwaters_tasks_waiting",] == 1
    assert waiting["headwaters_tasks_oldest_waiting_seconds",] > 0
    call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0)
    done = series(client)
    assert (done["headwaters_tasks_waiting",], done["headwaters_tasks_failed",]) == (0, 0)
    assert done["headwaters_periodic_task_last_success_timestamp_seconds", "search.tasks.drain_marks"] > 1_700_000_000


def test_a_process_is_ready_without_cache_and_search_and_tells_it(client: Client, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:1"
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "hub.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": True, "cache": False, "search": "database"}


def test_a_process_without_its_database_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.health._database_answers", lambda: False)
    assert client.get("/readyz").status_code == 503
