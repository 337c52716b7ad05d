"""Redirects never lead round in a circle: not those of the form, not those made by themselves, not those by hand."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from communities.people.models import User
from home.models import StandardPage
from knowledge.library.models import CaseStudyPage
from tests.commits import committed

pytestmark = pytest.mark.django_db
BASE = "http://localhost:8000"
LANGUAGES = ("en", "fr", "es", "ru")


@pytest.fixture
def admin(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def add(client: Client, old: str, new: str = "", page: Page | None = None) -> Any:
    fields = {"old_path": old, "redirect_link": new, "redirect_page": page.pk if page else "", "is_permanent": "on"}
    return client.post(reverse("wagtailredirects:add"), fields)


@pytest.mark.parametrize(
    ("rows", "old", "new"),
    [
        ([], "/en/a/", f"{BASE}/en/a/"),
        ([], "/en/a", f"{BASE}/en/a/"),
        ([("/en/b", f"{BASE}/en/a/")], "/en/a/", f"{BASE}/en/b"),
        ([("/en/b", f"{BASE}/en/c/"), ("/en/c", f"{BASE}/en/a")], "/en/a/", f"{BASE}/en/b/"),
        ([("/b", f"{BASE}/fr/a/")], "/fr/a", f"{BASE}/b"),
        ([], "/fr/a", f"{BASE}/a"),
    ],
)
def test_a_circle_is_refused_beside_its_field(admin: Client, rows: list[Any], old: str, new: str) -> None:
    for path, link in rows:
        Redirect.objects.create(old_path=path, redirect_link=link)
    answer = add(admin, old, new)
    assert answer.status_code == 200
    assert "round in a circle" in answer.context["form"].errors["redirect_link"][0]
    assert f'value="{new}"' in answer.content.decode(), "what was typed is kept"
    assert Redirect.objects.count() == len(rows)


def test_a_redirect_from_a_pages_own_address_to_it_is_refused(admin: Client) -> None:
    page = CaseStudyPage.objects.get(slug="da-nang-vei", locale__language_code="fr")
    assert "redirect_page" in add(admin, "/fr/library/da-nang-vei/", page=page).context["form"].errors


@pytest.mark.parametrize("new", [f"{BASE}/en/c/", "https://elsewhere.example/en/a/", f"{BASE}/en/a/deeper/"])
def test_a_redirect_that_leads_somewhere_is_saved(admin: Client, new: str) -> None:
    Redirect.objects.create(old_path="/en/c", redirect_link=f"{BASE}/en/d")
    assert add(admin, "/en/a/", new).status_code == 302
    assert Redirect.objects.get(old_path="/en/a").redirect_link == new


def test_a_redirect_can_be_saved_again_and_turned_round(admin: Client) -> None:
    redirect = Redirect.objects.create(old_path="/en/a", redirect_link=f"{BASE}/en/b")
    edit = reverse("wagtailredirects:edit", args=[redirect.pk])
    fields = {"old_path": "/en/b", "redirect_link": f"{BASE}/en/a", "redirect_page": "", "is_permanent": "on"}
    assert admin.post(edit, fields).status_code == 302
    fields["redirect_link"] = f"{BASE}/en/b/"
    assert "redirect_link" in admin.post(edit, fields).context["form"].errors


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_moves_back_leaves_no_redirect_to_itself(client: Client, language: str) -> None:
    page = StandardPage.objects.get(slug="history", locale__language_code="en")
    about, home = page.get_parent(), page.get_parent().get_parent()
    for target in (home, about):
        page = StandardPage.objects.get(pk=page.pk)
        with committed():
            page.move(Page.objects.get(pk=target.pk), pos="last-child")
    assert client.get(f"/{language}/about/history/").status_code == 200
    assert client.get(f"/{language}/history/")["Location"] == f"/{language}/about/history/"
    StandardPage.objects.filter(slug="history").update(live=False)
    assert client.get(f"/{language}/about/history/").status_code == 404


def test_a_page_that_gets_its_old_slug_back_leaves_no_redirect_to_itself(client: Client) -> None:
    for slug in ("da-nang", "da-nang-vei"):
        page = CaseStudyPage.objects.get(slug__startswith="da-nang", locale__language_code="en")
        page.slug = slug
        with committed():
            page.save_revision().publish()
    CaseStudyPage.objects.filter(slug="da-nang-vei").update(live=False)
    for language in LANGUAGES:
        assert client.get(f"/{language}/library/da-nang-vei/").status_code == 404


@pytest.mark.parametrize(
    "rows",
    [
        {"/en/a": "/en/a"},
        {"/en/a": "/en/b/", "/en/b": "/en/a/"},
        {"/en/a": f"{BASE}/en/b", "/en/b": f"{BASE}/en/a"},
        {"/en/a": "http://testserver/en/a/"},
        {"/en/a": "/a"},
    ],
)
def test_a_circle_made_by_hand_ends_for_the_reader(client: Client, rows: dict[str, str]) -> None:
    Redirect.objects.bulk_create([Redirect(old_path=old, redirect_link=link) for old, link in rows.items()])
    assert client.get("/en/a/").status_code == 404


def test_a_circle_by_way_of_a_page_that_is_there_ends_at_the_page(client: Client) -> None:
    Redirect.objects.create(old_path="/en/old", redirect_link="/en/about/")
    Redirect.objects.create(old_path="/en/about", redirect_link="/en/old/")
    assert client.get("/en/old/", follow=True).redirect_chain == [("/en/about/", 301)]


def test_an_ordinary_redirect_costs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    Redirect.objects.create(old_path="/en/old", redirect_link=f"{BASE}/en/about/")
    client.get("/en/old/")
    with django_assert_max_num_queries(10):
        assert client.get("/en/old/")["Location"] == f"{BASE}/en/about/"
