"""Broken links are reported to those who can mend them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communities.people.models import User
from knowledge.links.answers import Problem
from knowledge.links.models import Mention
from knowledge.partnerships.models import Source
from tests.commits import committed
from tests.factories import case_study
from tests.knowledge.link_server import serving
from tests.knowledge.links import broken, holder

pytestmark = pytest.mark.django_db


def client_of(group: str) -> Client:
    user = User.objects.create_user(f"{group.lower()}@utility.example", "a long enough secret", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(("group", "may"), [("Editors", True), ("Reviewers", True), ("Translators", False)])
def test_the_report_and_the_panel_are_for_those_who_can_mend_links(group: str, may: bool) -> None:
    found, client = broken("https://water.example/"), client_of(group)
    assert client.get(reverse("links:broken")).status_code == (200 if may else 302)
    assert ("links/broken/" in client.get(reverse("wagtailadmin_home")).content.decode()) == may
    client.post(reverse("links:ignore", args=[found.pk]), {"reason": "Known"})
    found.refresh_from_db()
    assert bool(found.ignored_because) == may


def test_an_administrator_sees_what_is_wrong_since_when_and_where(administrator: User) -> None:
    page = case_study(title="Sluices")
    broken("https://water.example/", on=page)
    broken("https://slow.example/", Problem.SLOW, on=Source.objects.first())
    client = Client()
    client.force_login(administrator)
    html = client.get(reverse("links:broken")).content.decode()
    assert "The page is no longer there" in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    assert f"/admin/snippets/partnerships/source/edit/{Source.objects.first().pk}/" in html
    assert html.index("water.example") < html.index("slow.example")
    gone = client.get(reverse("links:broken"), {"show": "lasting"}).content.decode()
    assert "water.example" in gone
    assert "slow.example" not in gone
    csv = b"".join(client.get(reverse("links:broken"), {"export": "csv"}).streaming_content).decode()
    assert "https://water.example/,The page is no longer there," in csv
    assert "Sluices" in csv


def test_an_ignored_link_leaves_report_and_panel_until_its_reason_is_taken_back(editor_client: Client) -> None:
    found = broken("https://water.example/")
    editor_client.post(reverse("links:ignore", args=[found.pk]), {"reason": "Comes back in spring"})
    assert "water.example" not in editor_client.get(reverse("links:broken")).content.decode()
    assert 'links/broken/">' not in editor_client.get(reverse("wagtailadmin_home")).content.decode()
    ignored = editor_client.get(reverse("links:broken"), {"show": "ignored"}).content.decode()
    assert "Comes back in spring" in ignored
    editor_client.post(reverse("links:ignore", args=[found.pk]), {"reason": ""})
    assert "water.example" in editor_client.get(reverse("links:broken")).content.decode()


def test_an_editor_has_a_link_asked_again(editor_client: Client, settings: Any) -> None:
    settings.LINK_CHECKER = settings.LINK_CHECKER_PRIVATE_ADDRESSES = True
    with serving() as port:
        found = broken(f"http://localhost:{port}/status/200")
        assert editor_client.get(reverse("links:check", args=[found.pk])).status_code == 405
        with committed():
            editor_client.post(reverse("links:check", args=[found.pk]))
    found.refresh_from_db()
    assert (found.problem, found.status) == ("", 200)


def test_an_editor_is_told_that_other_sites_are_not_asked_here(editor_client: Client) -> None:
    found = broken("https://water.example/")
    with committed():
        answer = editor_client.post(reverse("links:check", args=[found.pk]), follow=True)
    assert "ask no other site" in answer.content.decode()
    found.refresh_from_db()
    assert found.checked_at is None


def test_a_long_report_costs_as_many_queries_as_a_short_one(editor_client: Client) -> None:
    counts = []
    for numbers in (range(3), range(3, 40)):
        for number in numbers:
            found = broken(f"https://water.example/{number}", on=case_study(slug=f"page-{number}"))
            Mention.objects.create(link=found, **holder(Source.objects.all()[number % 5]))
        for name in ("links:broken", "wagtailadmin_home"):
            editor_client.get(reverse(name))
            with CaptureQueriesContext(
                connection,
            ) as queries:
                editor_client.get(reverse(name))
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert mail.outbox == []
