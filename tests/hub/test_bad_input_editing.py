"""Two editors, reviewers who left, dates that passed, prose from a word processor: a message, and nothing lost."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page

from communities.people.models import User
from knowledge.library.models import CaseStudyPage
from knowledge.media.blocks import PROSE_FEATURES
from tests.factories import case_study
from tests.forms import case_study_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> CaseStudyPage:
    return case_study(live=False)


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def signed_in(name: str, group: str = "Editors") -> Client:
    user = User.objects.create_user(f"{name}@utility.example", "a long enough secret", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def form(title: str, **fields: Any) -> dict[str, Any]:
    return case_study_form(title=title, slug="sluice-gates", **fields)


def test_of_two_editors_on_one_page_both_keep_what_they_wrote(draft: CaseStudyPage) -> None:
    first, second = signed_in("first"), signed_in("second")
    loaded = {"loaded_revision_id": draft.latest_revision_id}
    loaded["loaded_revision_created_at"] = draft.latest_revision.created_at.isoformat()
    first.post(edit(draft), form("What the first wrote", **loaded))
    second.post(edit(draft), form("What the second wrote", **loaded))
    draft.refresh_from_db()
    titles = [revision.content["title"] for revision in draft.revisions.order_by("pk")]
    assert titles[-2:] == ["What the first wrote", "What the second wrote"]
    history = second.get(reverse("wagtailadmin_pages:history", args=[draft.pk])).content.decode()
    assert history.count("revisions") >= 2


def test_what_is_saved_by_itself_never_overwrites_a_newer_version(draft: CaseStudyPage) -> None:
    loaded = {"loaded_revision_id": draft.latest_revision_id}
    loaded["loaded_revision_created_at"] = draft.latest_revision.created_at.isoformat()
    signed_in("first").post(edit(draft), form("What the first wrote", **loaded))
    answer = signed_in("second").post(edit(draft), form("Typed", **loaded), headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    draft.refresh_from_db()
    assert draft.get_latest_revision().content["title"] == "What the first wrote"


def test_an_editor_sees_that_another_has_the_page_open(draft: CaseStudyPage) -> None:
    first, second = signed_in("first"), signed_in("second")
    for client in (first, second):
        client.get(edit(draft))
    mine = EditingSession.objects.get(user__email="second@utility.example")
    ping = second.post(
        reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", draft.pk, mine.pk]),
        {"revision_id": draft.latest_revision_id, "revision_created_at": draft.latest_revision.created_at.isoformat()},
    )
    assert [other["user"] for other in ping.json()["other_sessions"]] == ["first@utility.example"]


def left(how: str) -> None:
    reviewers = User.objects.filter(groups__name="Reviewers")
    if how == "deactivated":
        reviewers.update(is_active=False)
    elif how == "deleted":
        reviewers.delete()


@pytest.mark.parametrize("how", ["deactivated", "deleted"])
def test_a_review_without_reviewers_is_told_and_an_administrator_takes_over(
    draft: CaseStudyPage, administrator: User, how: str
) -> None:
    signed_in("reviewer", "Reviewers")
    left(how)
    author = signed_in("author")
    answer = author.post(edit(draft), form("Handed in", **{"action-submit": "1"}), follow=True)
    assert "Nobody is left who reviews this" in answer.content.decode()
    assert {address for message in mail.outbox for address in message.to} == {administrator.email}
    client = Client()
    client.force_login(administrator)
    assert "Handed in" in client.get(reverse("wagtailadmin_home")).content.decode()
    state = draft.current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk]), {"comment": ""})
    draft.refresh_from_db()
    assert (draft.live, draft.title) == (True, "Handed in")


def test_a_review_with_reviewers_is_handed_in_without_a_warning(draft: CaseStudyPage) -> None:
    signed_in("reviewer", "Reviewers")
    answer = signed_in("author").post(edit(draft), form("Handed in", **{"action-submit": "1"}), follow=True)
    assert "Nobody is left" not in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"go_live_at": "2001-01-01 10:00"}, "go_live_at"),
        ({"expire_at": "2001-01-01 10:00"}, "expire_at"),
        ({"go_live_at": "2101-01-02 10:00", "expire_at": "2101-01-01 10:00"}, "go_live_at"),
    ],
)
@pytest.mark.parametrize("action", ["action-publish", "action-submit", ""])
def test_a_schedule_that_cannot_be_is_refused_beside_its_field_and_publishes_nothing(
    draft: CaseStudyPage, fields: dict[str, str], field: str, action: str
) -> None:
    answer = signed_in("author").post(edit(draft), form("Typed", **fields, **({action: "1"} if action else {})))
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    assert "Typed" in answer.content.decode()
    draft.refresh_from_db()
    assert not draft.live


def test_a_published_page_keeps_the_time_it_was_published_at() -> None:
    page = case_study()
    CaseStudyPage.objects.filter(pk=page.pk).update(go_live_at=timezone.now() - timedelta(days=9))
    past = (timezone.now() - timedelta(days=9)).strftime("%Y-%m-%d %H:%M")
    answer = signed_in("author").post(edit(page), form("Changed", go_live_at=past, **{"action-publish": "1"}))
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.title == "Changed"


def test_a_translation_of_a_scheduled_page_waits_for_its_own_time(editor_client: Client) -> None:
    later = timezone.now() + timedelta(days=3)
    french = CaseStudyPage.objects.get(slug="da-nang-vei", locale__language_code="fr")
    french.unpublish()
    french.go_live_at = later
    french.save_revision().publish()
    french.refresh_from_db()
    assert not french.live
    assert french.scheduled_revision is not None


WORD = """<p class="MsoNormal" style="font-family:Calibri;mso-style:x"><font color="red">The <b>pump</b></font></p>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--><style>p{color:red}</style>
<h1>Big</h1><h2>Second</h2><h3>Third</h3><script>alert(1)</script><img src="https://tracker.example/pixel.gif">
<p><a href="javascript:alert(1)" onclick="alert(2)">bad</a> <a href="https://water.example/">good</a></p>
<table><tr><td>cell</td></tr></table><iframe src="https://evil.example/"></iframe><o:p>office</o:p>"""
FORBIDDEN = [
    "<style",
    "style=",
    "<font",
    "Mso",
    "mso",
    "<!--",
    "<script",
    "javascript:",
    "onclick",
    "<img",
    "tracker",
    "<iframe",
    "<h1",
    "<h2",
    "<o:",
    "<table",
]


def test_prose_from_a_word_processor_is_cleaned_of_everything_but_its_words() -> None:
    converter = ContentstateConverter(features=PROSE_FEATURES)
    html = converter.to_database_format(converter.from_database_format(WORD))
    for word in ("pump", "Third", "good", "Big", "Second", "cell"):
        assert word in html
    assert "<b>pump</b>" in html
    assert 'href="https://water.example/"' in html
    for forbidden in FORBIDDEN:
        assert forbidden not in html, html


def content(*blocks: dict[str, Any], **entities: dict[str, Any]) -> str:
    return json.dumps({"blocks": list(blocks), "entityMap": entities})


def block(
    text: str, kind: str = "unstyled", styles: tuple[str, ...] = (), entity: int | None = None
) -> dict[str, Any]:
    whole = {"offset": 0, "length": len(text)}
    return {
        "key": "abcde",
        "text": text,
        "type": kind,
        "depth": 0,
        "inlineStyleRanges": [whole | {"style": style} for style in styles],
        "entityRanges": [whole | {"key": entity}] if entity is not None else [],
        "data": {},
    }


HOSTILE = content(
    block("Colour", styles=("COLOR_RED", "FONT_CALIBRI", "BOLD")),
    block("Big", "header-one"),
    block("Second", "header-two"),
    block("Third", "header-three"),
    block("<script>alert(1)</script>"),
    block("bad", entity=0),
    block("good", entity=1),
    block(" ", "atomic", entity=2),
    block("row", "table-cell"),
    **{
        "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}},
        "1": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://water.example/"}},
        "2": {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"src": "https://tracker.example/p.gif", "id": 1}},
    },
)


def test_what_a_browser_posts_is_stored_and_shown_without_anything_that_is_not_allowed(
    client: Client, draft: CaseStudyPage
) -> None:
    fields = form("Pasted", challenge=HOSTILE) | {"action-publish": "1"}
    assert signed_in("author").post(edit(draft), fields).status_code == 302
    draft.refresh_from_db()
    assert draft.live
    shown = client.get("/en/library/sluice-gates/").content.decode()
    for html in (draft.challenge, shown[shown.index("Colour") : shown.index("good") + 40]):
        assert "<h3" in html
        assert "&lt;script&gt;" in html
        assert 'href="https://water.example/"' in html
        for forbidden in ("javascript:", "<script", "tracker", "<img", "<h1", "font", "COLOR", "<table"):
            assert forbidden not in html, html
