"""Who may do what in the editor, and how a page goes through its review."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState

from communities.people.models import User
from knowledge.library.models import CaseStudyPage
from tests.factories import case_study, library_page
from tests.forms import case_study_form

pytestmark = pytest.mark.django_db
ROLES = ("Editors", "Reviewers", "Translators")


def account(*groups: str) -> User:
    name = "-".join(groups).lower() or "nobody"
    user = User.objects.create_user(f"{name}@utility.example", "a long enough secret", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def signed_in(*groups: str) -> Client:
    client = Client()
    client.force_login(account(*groups))
    return client


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        ("edit", {"Editors", "Reviewers"}),
        ("publish", {"Editors", "Reviewers"}),
        ("delete", {"Editors", "Reviewers"}),
        ("lock", {"Editors", "Reviewers"}),
        ("set_view_restrictions", {"Editors", "Reviewers"}),
    ],
)
def test_what_a_role_may_do_with_a_page_in_the_source_language(role: str, action: str, allowed: set[str]) -> None:
    tester = case_study().permissions_for_user(account(role))
    assert getattr(tester, f"can_{action}")() == (role in allowed)


@pytest.mark.parametrize("role", ROLES)
def test_only_editors_add_pages(role: str) -> None:
    assert library_page().permissions_for_user(account(role)).can_add_subpage() == (role == "Editors")


def test_a_translator_works_in_every_language_but_the_one_that_is_written_first() -> None:
    translator = account("Translators")
    pages = CaseStudyPage.objects.filter(slug="da-nang-vei").select_related("locale")
    may = {page.locale.language_code: page.permissions_for_user(translator).can_edit() for page in pages}
    assert may == {"en": False, "fr": True, "es": True, "ru": True}


def test_somebody_without_a_role_does_not_get_into_the_editor() -> None:
    assert signed_in().get(reverse("wagtailadmin_home")).status_code == 302
    for role in ROLES:
        assert signed_in(role).get(reverse("wagtailadmin_home")).status_code == 200


@pytest.fixture
def draft() -> CaseStudyPage:
    return case_study(live=False)


def hand_in(page: Page, author: User) -> TaskState:
    return page.get_workflow().start(page, author).current_task_state


def test_every_page_of_every_language_goes_through_the_review(draft: CaseStudyPage) -> None:
    assert draft.get_workflow().name == "Review before publishing"
    for page in CaseStudyPage.objects.filter(slug="da-nang-vei"):
        assert page.get_workflow().name == "Review before publishing"


def test_a_reviewer_is_told_by_mail_publishes_and_the_author_is_told(draft: CaseStudyPage, settings: Any) -> None:
    author, reviewer = account("Editors"), account("Reviewers")
    state = hand_in(draft, author)
    assert [message.to for message in mail.outbox] == [[reviewer.email]]
    client = Client()
    client.force_login(reviewer)
    address = reverse("wagtailadmin_pages:workflow_action", args=(draft.pk, "approve", state.pk))
    client.post(address, {"comment": "Well done"})
    draft.refresh_from_db()
    assert draft.live
    assert [author.email] in [message.to for message in mail.outbox]


def test_a_page_sent_back_stays_a_draft_with_the_reviewers_words(draft: CaseStudyPage) -> None:
    author, reviewer = account("Editors"), account("Reviewers")
    state = hand_in(draft, author)
    client = Client()
    client.force_login(reviewer)
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=(draft.pk, "reject", state.pk)),
        {"comment": "Name the source of the figure"},
    )
    draft.refresh_from_db()
    assert not draft.live
    state.refresh_from_db()
    assert (state.status, state.comment) == ("rejected", "Name the source of the figure")
    assert author.email in [address for message in mail.outbox for address in message.to]


def test_a_review_goes_on_when_its_only_reviewer_has_left(draft: CaseStudyPage) -> None:
    reviewer = account("Reviewers")
    state = hand_in(draft, account("Editors"))
    reviewer.delete()
    another = account("Reviewers")
    client = Client()
    client.force_login(another)
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=(draft.pk, "approve", state.pk)), {"comment": "Fine"}
    )
    draft.refresh_from_db()
    assert draft.live


@pytest.mark.parametrize("role", ["Editors", "Translators"])
def test_nobody_but_a_reviewer_approves(draft: CaseStudyPage, role: str) -> None:
    state = hand_in(draft, account())
    client = signed_in(role)
    client.post(reverse("wagtailadmin_pages:workflow_action", args=(draft.pk, "approve", state.pk)), {"comment": ""})
    draft.refresh_from_db()
    assert not draft.live


def test_a_schedule_in_the_past_is_refused_and_nothing_typed_is_lost(draft: CaseStudyPage) -> None:
    client = signed_in("Editors")
    fields = case_study_form(title="Weirs mended", slug="sluice-gates", expire_at="2001-01-01 10:00")
    response = client.post(reverse("wagtailadmin_pages:edit", args=(draft.pk,)), fields)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Weirs mended" in html
    assert "expir" in html.lower()
    draft.refresh_from_db()
    assert draft.expire_at is None
