"""Elasticsearch away, hanging or talking nonsense: editors go on, readers are answered, nothing is lost."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from knowledge.library.models import CaseStudyPage
from search.engines import breaker
from search.keys import key_of
from search.models import SearchEntry, SearchMark
from tests.commits import committed
from tests.factories import case_study, library_page

from .servers import OUTAGES

pytestmark = pytest.mark.django_db


@pytest.fixture(params=OUTAGES)
def outage(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    with OUTAGES[request.param]() as url:
        settings.ELASTICSEARCH_URL = url
        yield request.param


@pytest.fixture
def page(settings: Any) -> CaseStudyPage:
    with committed():
        return case_study()


def form(**fields: Any) -> dict[str, Any]:
    """What the editor's browser sends for a case study."""
    prose = {name: rich_text(f"<p>{name}</p>") for name in ("challenge", "approach", "outcome", "lessons")}
    plain = {"title": "Weirs", "slug": "weirs", "summary": "About weirs.", "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}
    streams = {"testimonials": streamfield([]), "files": streamfield([])}
    return nested_form_data(prose | plain | streams | fields)


def post(client: Client, name: str, *args: Any, **data: Any) -> float:
    """Send a form of the admin and commit; returns the seconds it took, building and indexing included."""
    breaker.reset()
    url = reverse(name, args=args)
    start = time.monotonic()
    with committed():
        response = client.post(url, data)
    seconds = time.monotonic() - start
    assert response.status_code == 302, response.context and response.context["form"].errors
    return seconds


def marked() -> set[str]:
    return set(SearchMark.objects.values_list("key", flat=True))


def test_an_editor_notices_nothing_and_nothing_is_lost(outage: str, page: CaseStudyPage, administrator: Any) -> None:
    client, library = Client(), library_page()
    client.force_login(administrator)
    client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))  # what a first request loads is not measured
    settled = marked()
    seconds = {
        "created": post(
            client, "wagtailadmin_pages:add", "library", "casestudypage", library.pk, **form(**{"action-publish": "1"})
        ),
        "saved": post(client, "wagtailadmin_pages:edit", page.pk, **form(title="A draft", slug="sluice-gates")),
        "published": post(
            client,
            "wagtailadmin_pages:edit",
            page.pk,
            **form(title="Locks", slug="sluice-gates", **{"action-publish": "1"}),
        ),
        "moved": post(client, "wagtailadmin_pages:move_confirm", page.pk, library.get_parent().pk),
    }
    weirs = CaseStudyPage.objects.get(slug="weirs")
    assert {key_of(page), key_of(weirs)} <= marked() - settled
    assert SearchEntry.objects.get(key=key_of(page)).title == "Locks"
    assert SearchEntry.objects.get(key=key_of(page)).url == "/en/sluice-gates/"
    seconds["deleted"] = post(client, "wagtailadmin_pages:delete", weirs.pk)
    assert not Page.objects.filter(pk=weirs.pk).exists()
    assert not SearchEntry.objects.filter(key=key_of(weirs)).exists()
    assert key_of(weirs) in marked()
    assert all(SearchMark.objects.get(key=key_of(changed)).error for changed in (page, weirs))
    assert max(seconds.values()) < 1, seconds
