"""Whole pages kept for visitors: fast, never stale, never somebody else's."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from communities.people.models import User
from hub.pagecache import generation
from knowledge.library.models import CaseStudyPage
from knowledge.partnerships.models import Organisation
from knowledge.taxonomy.models import Theme
from search.engines import breaker
from tests.commits import committed
from tests.factories import case_study

pytestmark = pytest.mark.django_db
STUDY = "/en/library/belize-water-services-contra-costa/"


@pytest.fixture(autouse=True, params=["memory", "redis"])
def page_cache(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 600
    settings.VAR_DIR = tmp_path
    if request.param == "redis":
        if not settings.TEST_REDIS_URL:
            pytest.skip("needs REDIS_URL")
        settings.REDIS_URL = settings.TEST_REDIS_URL
        redis = {"BACKEND": "hub.cache.ForgivingRedisCache", "LOCATION": settings.REDIS_URL}
        settings.CACHES = settings.CACHES | {"default": redis | {"KEY_PREFIX": str(tmp_path)}}
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def queries(client: Client, path: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, headers=headers).status_code == 200
    return len(captured.captured_queries)


def test_what_another_process_made_is_shared_through_redis(client: Client, settings: Any) -> None:
    client.get(STUDY)
    caches["pages"].clear()  # this process forgets
    assert (queries(client, STUDY) == 0) == bool(settings.REDIS_URL)


@pytest.mark.parametrize("path", ["/en/", STUDY, "/ru/library/", "/fr/partnerships/", "/es/glossary/nrw/"])
def test_the_second_visitor_costs_no_query_and_reads_the_same(client: Client, path: str) -> None:
    first = client.get(path)
    assert queries(Client(), path) == 0
    assert Client().get(path).content == first.content


def test_a_known_page_is_not_sent_again(client: Client) -> None:
    first = client.get(STUDY)
    again = client.get(STUDY, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert "Cookie" in first["Vary"]
    assert "max-age=0" in first["Cache-Control"]


def test_a_known_page_keeps_every_header(client: Client) -> None:
    first, second = client.get(STUDY), client.get(STUDY)
    for name in ("Content-Security-Policy", "Content-Type", "Content-Language", "Referrer-Policy"):
        assert first[name] == second[name]


def test_languages_sorts_and_encodings_are_pages_of_their_own(client: Client) -> None:
    plain = client.get("/en/library/")
    assert client.get("/fr/library/").content != plain.content
    assert client.get("/en/library/?sort=title").content != plain.content
    packed = client.get("/en/library/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/en/library/")


def rename_theme() -> None:
    theme = Theme.objects.get(key="assets")
    theme.label = theme.label | {"en": "Pipes and pumps"}
    theme.save()


def publish_edit() -> None:
    page = CaseStudyPage.objects.get(slug="belize-water-services-contra-costa", locale__language_code="en")
    page.title = "Pipes and pumps"
    page.save_revision().publish()


def rename_organisation() -> None:
    organisation = Organisation.objects.get(reference="org-bws")
    organisation.name = organisation.name | {"en": "Pipes and pumps"}
    organisation.save()


@pytest.mark.parametrize("change", [rename_theme, publish_edit, rename_organisation])
def test_a_change_is_seen_by_the_very_next_request(client: Client, change: Any) -> None:
    assert "Pipes and pumps" not in client.get(STUDY).content.decode()
    with committed():
        change()
    assert "Pipes and pumps" in client.get(STUDY).content.decode()


def test_what_is_published_is_listed_by_the_very_next_request(client: Client) -> None:
    assert "Sluice gates" not in client.get("/en/library/?sort=title").content.decode()
    with committed():
        case_study(title="A Sluice gates of Testville")
    assert "Sluice gates" in client.get("/en/library/?sort=title").content.decode()


def test_a_page_that_is_restricted_or_taken_away_is_gone_at_once(client: Client) -> None:
    page = CaseStudyPage.objects.get(slug="belize-water-services-contra-costa", locale__language_code="en")
    client.get(STUDY)
    with committed():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(STUDY).status_code == 302
    with committed():
        page.unpublish()
    assert client.get(STUDY).status_code in (302, 404)


def test_what_was_made_before_a_change_is_not_kept_after_it(client: Client, monkeypatch: Any) -> None:
    """A page rendered while an editor publishes must not outlive the publishing."""
    serve = CaseStudyPage.get_context

    def change_meanwhile(self: CaseStudyPage, *args: Any, **kwargs: Any) -> dict[str, Any]:
        with committed():
            rename_theme()
        return serve(self, *args, **kwargs)

    monkeypatch.setattr(CaseStudyPage, "get_context", change_meanwhile)
    client.get(STUDY)
    monkeypatch.undo()
    assert queries(client, STUDY) > 0


def test_who_is_signed_in_neither_reads_nor_fills_the_cache(client: Client, editor_client: Client) -> None:
    editor_client.get(STUDY)
    assert queries(client, STUDY) > 0
    assert queries(editor_client, STUDY) > 0


def test_signing_in_makes_nothing_old(client: Client, editor: User) -> None:
    state = generation.current()
    with committed():
        assert client.login(username=editor.email, password="a long enough secret")
    assert generation.current() == state


@pytest.mark.parametrize("path", ["/en/accounts/login/", "/en/nothing-here/", "/healthz", "/admin/"])
def test_forms_errors_and_machines_pages_are_never_kept(client: Client, path: str) -> None:
    assert "ETag" not in client.get(path, follow=False)


def test_a_page_made_while_elasticsearch_is_away_is_not_kept(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(breaker, "is_open", lambda: True)
    assert "ETag" not in client.get("/en/search/?q=water")


def test_a_rolled_back_change_makes_nothing_old(client: Client) -> None:
    def fail() -> None:
        with transaction.atomic():
            rename_theme()
            raise RuntimeError

    state = generation.current()
    with committed(), pytest.raises(RuntimeError):
        fail()
    assert generation.current() == state


def test_what_no_reader_sees_makes_nothing_old_and_a_changed_site_does() -> None:
    state = generation.current()
    with committed():
        Group.objects.create(name="Not content")
    assert generation.current() == state
    with committed():
        Site.objects.get(is_default_site=True).save()
    assert generation.current() != state


def test_an_endless_address_is_not_kept(client: Client) -> None:
    assert "ETag" not in client.get("/en/search/?q=" + "a" * 400)


def test_a_redis_that_goes_away_costs_speed_and_nothing_else(client: Client, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    away = {"BACKEND": "hub.cache.ForgivingRedisCache", "LOCATION": settings.REDIS_URL}
    settings.CACHES = settings.CACHES | {"default": away}
    for path in ("/en/", STUDY, "/ru/search/?q=вода", "/en/accounts/login/"):
        assert client.get(path).status_code == 200, path
    assert generation.current() is None
    with committed():
        rename_theme()
    assert "Pipes and pumps" in client.get(STUDY).content.decode()


@pytest.mark.parametrize("page_cache", ["redis"], indirect=True)  # the file is never away
def test_a_change_made_while_redis_was_away_is_seen_when_it_is_back(settings: Any) -> None:
    address, before = settings.REDIS_URL, generation.current()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    with committed():
        rename_theme()
    settings.REDIS_URL = address
    assert generation.current() != before
