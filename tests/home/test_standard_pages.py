"""Standard pages: blocks, contents, what stands below, found by their references."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.models import PageViewRestriction

from communities.people.models import User
from home.models import StandardPage
from search.query import SearchQuery
from search.results import search_for
from tests.factories import case_study

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "language", "reference"),
    [
        ("GWOPA history Hashimoto", "en", "gwopa-history"),
        ("principes directeurs", "fr", "gwopa-principles"),
        ("escalera de resultados", "es", "results-ladder"),
        ("что такое партнёрство операторов", "ru", "what-is-a-wop"),
    ],
)
def test_an_about_page_is_found_under_its_reference(text: str, language: str, reference: str) -> None:
    hits = search_for(SearchQuery(text=text, ui=language), AnonymousUser()).hits
    assert reference in [hit.reference for hit in hits[:5]]


def test_the_contents_lead_to_the_headings_of_a_long_page(client: Client) -> None:
    response = client.get("/en/about/what-is-a-wop/")
    html = response.content.decode()
    assert len(response.context["contents"]) >= 4
    for anchor, heading, _is_own in response.context["contents"]:
        assert f'<section id="{anchor}"' in html
        assert re.search(rf'<a href="#{anchor}"[^>]*>{re.escape(heading)}</a>', html)


def test_a_short_page_has_no_contents(client: Client) -> None:
    assert client.get("/en/privacy/").context["contents"] == []


def test_the_about_page_names_what_stands_below_it_in_the_readers_language(client: Client) -> None:
    html = client.get("/ru/about/").content.decode()
    for page in StandardPage.objects.filter(locale__language_code="ru", slug__in=["history", "principles"]):
        assert f'<a href="/ru/about/{page.slug}/">{page.title}</a>' in html


def test_the_history_is_told_in_the_order_of_time(client: Client) -> None:
    html = client.get("/en/about/history/").content.decode()
    assert html.index("Hashimoto Action Plan") < html.index("Bonn")


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_the_ladder_block_draws_the_five_rungs(client: Client, language: str) -> None:
    html = client.get(f"/{language}/about/results-ladder/").content.decode()
    ladder = html[html.index('<ol class="ladder">') :]
    assert ladder[: ladder.index("</ol>")].count('class="step"') == 5


def test_a_call_leads_to_the_readers_own_language(client: Client) -> None:
    assert 'href="/fr/library/"' in client.get("/fr/about/what-is-a-wop/").content.decode()


def test_related_pages_are_named_to_those_who_may_read_them_and_to_nobody_else(client: Client) -> None:
    page, kept = (StandardPage.objects.get(slug=slug, locale__language_code="en") for slug in ("about", "history"))
    page.body.append(("related", {"heading": "Read on", "pages": [kept, case_study(live=False)]}))
    page.save_revision().publish()
    PageViewRestriction.objects.create(page=kept, restriction_type=PageViewRestriction.LOGIN)
    named = f'<a href="{kept.url}">{kept.title}</a>'
    assert named not in client.get("/en/about/").content.decode()
    client.force_login(User.objects.create_user("ana@utility.example"))
    answered = client.get("/en/about/").content.decode()
    assert answered.count(named) == 1
    assert "Sluice gates" not in answered
