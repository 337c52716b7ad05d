"""What a page must have before it is handed in or published, and that a draft may lack all of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from home.models import StandardPage
from knowledge.library.models import CaseStudyPage
from knowledge.partnerships.models import Partnership
from knowledge.taxonomy.models import Theme
from tests.factories import case_study, image
from tests.forms import case_study_form

pytestmark = pytest.mark.django_db
READ_MORE = '<p>Figures stand <a href="https://example.org/report">here</a>.</p>'
BARE = '<p>See <a href="https://example.org/report">https://example.org/report</a>.</p>'
NAMED = '<p>See the <a href="https://example.org/report">report of 2016</a>.</p>'


@pytest.fixture
def draft() -> CaseStudyPage:
    return case_study(live=False)


def send(client: Client, page: Page, action: str, **fields: Any) -> str:
    form = case_study_form(title="Weirs mended", slug="sluice-gates", **fields)
    answer = client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), {**form, action: "yes"}, follow=True)
    assert answer.status_code == 200
    page.refresh_from_db()
    return answer.content.decode()


def wanting(page: Any) -> set[str]:
    return {check.field for check in page.checks_before_publishing() if not check.passed}


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"themes": []}, "Choose at least one theme"),
        ({"sources": []}, "Name at least one source"),
        ({"summary": ""}, "This field is required"),
        ({"lessons": rich_text(READ_MORE)}, "let its words say where it leads"),
        ({"approach": rich_text("<h3></h3><p>Text</p>")}, "A heading is empty"),
    ],
)
def test_what_is_wanting_is_said_beside_the_field_and_nothing_goes_out(
    editor_client: Client, draft: CaseStudyPage, action: str, fields: dict[str, Any], message: str
) -> None:
    html = send(editor_client, draft, action, **fields)
    assert message in html
    assert "Weirs mended" in html  # what was typed is still there
    assert not draft.live
    assert draft.current_workflow_state is None


def test_with_everything_there_it_is_published(editor_client: Client, draft: CaseStudyPage) -> None:
    send(editor_client, draft, "action-publish")
    assert draft.live


def test_a_draft_is_saved_with_nothing_but_a_title(editor_client: Client, draft: CaseStudyPage) -> None:
    empty = {name: rich_text("") for name in ("challenge", "approach", "outcome", "lessons")}
    send(editor_client, draft, "action-save", themes=[], sources=[], summary="", **empty)
    saved = draft.get_latest_revision_as_object()
    assert (saved.title, saved.summary) == ("Weirs mended", "")


def test_a_partnership_brings_its_themes_and_sources() -> None:
    page = case_study(partnership=Partnership.objects.get(reference="wop-bws-ccwd"))
    assert wanting(page) == set()
    page.partnership = None
    assert wanting(page) == {"themes", "sources"}


@pytest.mark.parametrize(("text", "is_wanting"), [(READ_MORE, True), (BARE, True), (NAMED, False)])
def test_a_link_has_to_say_where_it_leads(text: str, is_wanting: bool) -> None:
    assert ("lessons" in wanting(case_study(lessons=text))) == is_wanting


@pytest.mark.parametrize(
    ("text", "is_wanting"),
    [
        ("<h3>First</h3><p>…</p><h4>Below</h4><p>…</p><h3>Second</h3>", False),
        ("<h4>Too deep</h4>", True),
        ("<h2>Too high</h2>", True),
        ("<h3> </h3>", True),
    ],
)
def test_headings_follow_each_other_in_their_order(text: str, is_wanting: bool) -> None:
    assert ("approach" in wanting(case_study(approach=text))) == is_wanting


def test_an_image_needs_a_description_of_its_own_or_in_the_language_of_the_page() -> None:
    page = case_study(image=image(description=""))
    assert "image_alt" in wanting(page)
    page.image_alt = "Un puits"
    assert "image_alt" not in wanting(page)


def test_the_text_of_a_standard_page_is_looked_at_in_its_blocks() -> None:
    page = StandardPage.objects.filter(locale__language_code="en").first()
    page.body = [("text", {"heading": "Figures", "text": READ_MORE})]
    assert wanting(page) == {"body"}


def test_everything_that_the_site_comes_with_passes_but_what_nobody_knows_the_subject_of() -> None:
    pages = [page for page in Page.objects.live().specific() if hasattr(page, "checks_before_publishing")]
    assert len(pages) > 100
    assert {(page.slug, *wanting(page)) for page in pages if wanting(page)} == {("fiji-hunter-water", "themes")}


def test_the_list_of_what_is_needed_stands_in_the_editor(editor_client: Client, draft: CaseStudyPage) -> None:
    html = editor_client.get(reverse("wagtailadmin_pages:edit", args=(draft.pk,))).content.decode()
    assert "Before publishing" in html
    assert "Name at least one source" in html
    draft.sources.set([])
    new = reverse("wagtailadmin_pages:add", args=("library", "casestudypage", draft.get_parent().pk))
    html = editor_client.get(new).content.decode()
    assert "A first draft in half an hour" in html
    assert "One figure says it best" in html


def test_many_pages_are_published_together_only_if_each_of_them_is_ready(
    editor_client: Client, draft: CaseStudyPage
) -> None:
    ready = case_study(live=False, slug="ready", partnership=Partnership.objects.get(reference="wop-bws-ccwd"))
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    both = f"{address}?id={draft.pk}&id={ready.pk}&next={reverse('wagtailadmin_home')}"
    html = editor_client.post(both, {"include_descendants": ""}, follow=True).content.decode()
    assert "Nothing was published" in html
    assert draft.title in html
    assert Page.objects.live().filter(pk__in=[draft.pk, ready.pk]).count() == 0
    editor_client.post(f"{address}?id={ready.pk}&next={reverse('wagtailadmin_home')}", {"include_descendants": ""})
    assert list(Page.objects.live().filter(pk__in=[draft.pk, ready.pk])) == [Page.objects.get(pk=ready.pk)]


def test_the_theme_of_a_page_is_asked_for_as_the_form_has_it_not_as_it_was_saved(
    editor_client: Client, draft: CaseStudyPage
) -> None:
    draft.themes = [Theme.objects.get(key="sanitation")]
    draft.save_revision().publish()
    assert "Choose at least one theme" in send(editor_client, draft, "action-publish", themes=[])


def test_the_preview_carries_what_looks_for_faults_of_accessibility_and_the_page_does_not(
    editor_client: Client, draft: CaseStudyPage
) -> None:
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=(draft.pk,))
    editor_client.post(preview, case_study_form(title="Weirs mended", slug="sluice-gates"))
    assert "wagtail-userbar" in editor_client.get(preview).content.decode()
    draft.save_revision().publish()
    assert "wagtail-userbar" not in editor_client.get(draft.url).content.decode()
