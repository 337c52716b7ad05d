"""What waits for whoever signs in to the editor."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from communities.people.models import User
from tests.factories import case_study, image

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=800)


def dashboard(client: Client) -> str:
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_my_drafts_are_listed_and_not_those_of_others(editor: User, editor_client: Client) -> None:
    mine, published = case_study(live=False, title="Mine"), case_study(slug="out", title="Out already")
    case_study(live=False, slug="theirs", title="Theirs")
    mine.save_revision(user=editor)
    published.save_revision(user=editor).publish()
    html = dashboard(editor_client)
    assert "My drafts" in html
    assert "Mine" in html
    assert "Theirs" not in html
    assert "Out already" not in html.split("My drafts")[1].split("</section>")[0]


def test_what_nobody_published_for_two_years_is_listed(editor_client: Client) -> None:
    assert "Not looked at for two years" not in dashboard(editor_client)
    old = case_study(title="Old gates")
    Page.objects.filter(pk=old.pk).update(last_published_at=LONG_AGO)
    html = dashboard(editor_client)
    assert "Not looked at for two years" in html
    assert "Old gates" in html


def test_a_theme_editor_is_not_shown_what_somebody_else_looks_after(client: Client) -> None:
    keeper = User.objects.create_user("keeper@utility.example", "a long enough secret", is_staff=True)
    keeper.groups.add(Group.objects.get(theme_bounds__themes__key="non-revenue-water"))
    client.force_login(keeper)
    old = case_study(title="Old gates")
    Page.objects.filter(pk=old.pk).update(last_published_at=LONG_AGO)
    assert "Old gates" not in dashboard(client)


def test_images_without_a_description_are_listed(editor_client: Client) -> None:
    assert "Images without a description" not in dashboard(editor_client)
    image(title="Nameless pump", description="")
    html = dashboard(editor_client)
    assert "Images without a description" in html
    assert "Nameless pump" in html


def test_a_reviewer_sees_what_waits_for_review(client: Client, editor: User) -> None:
    reviewer = User.objects.create_user("reviewer@utility.example", "a long enough secret", is_staff=True)
    reviewer.groups.add(Group.objects.get(name="Reviewers"))
    page = case_study(live=False, title="Waiting gates")
    page.get_workflow().start(page, editor)
    client.force_login(reviewer)
    assert "Waiting gates" in dashboard(client)


def test_the_number_of_queries_does_not_grow_with_the_lists(
    editor: User, editor_client: Client, django_assert_max_num_queries: Any
) -> None:
    def add(number: int) -> None:
        page = case_study(live=False, slug=f"gates-{number}")
        page.save_revision(user=editor)
        image(title=f"Pump {number}", description="")

    add(0)
    dashboard(editor_client)
    with django_assert_max_num_queries(200) as few:
        dashboard(editor_client)
    for number in range(1, 5):
        add(number)
    with django_assert_max_num_queries(len(few)):
        dashboard(editor_client)
