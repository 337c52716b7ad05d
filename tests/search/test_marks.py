"""Whatever changes what search should say leaves a mark in the same transaction; draining makes it so."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page

from knowledge.library.models import CaseStudyPage
from knowledge.partnerships.models import Organisation, Partner, Partnership, Result
from knowledge.taxonomy.models import Tag, Target, Theme
from search.keys import key_of
from search.models import SearchDependency, SearchEntry, SearchMark
from tests.commits import committed
from tests.factories import case_study, document, library_page, pdf

from .entries import entries, entry, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> CaseStudyPage:
    with committed():
        return case_study()


# Pages


def test_a_published_page_has_an_entry_and_no_mark_left(page: CaseStudyPage) -> None:
    assert (entry(page).title, entry(page).url) == ("Sluice gates of Testville", "/en/library/sluice-gates/")
    assert not SearchMark.objects.exists()


def test_a_mark_is_written_at_once_and_the_entry_only_after_the_commit(page: CaseStudyPage) -> None:
    with committed():
        publish(page, title="Weirs of Testville")
        assert SearchMark.objects.filter(key=key_of(page)).exists()
        assert entry(page).title == "Sluice gates of Testville"
    assert entry(page).title == "Weirs of Testville"


def test_a_draft_has_no_entry() -> None:
    with committed():
        page = case_study(live=False)
    assert entries(page) == []


def test_words_of_a_draft_of_a_published_page_are_not_found_before_they_are_published(page: CaseStudyPage) -> None:
    with committed():
        page.title = "A secret draft"
        revision = page.save_revision()
    assert entry(page).title == "Sluice gates of Testville"
    with committed():
        revision.publish()
    assert entry(page).title == "A secret draft"


def test_an_unpublished_page_loses_its_entry(page: CaseStudyPage) -> None:
    with committed():
        page.unpublish()
    assert entries(page) == []


def test_a_deleted_page_loses_its_entry_and_its_dependencies(page: CaseStudyPage) -> None:
    key = key_of(page)
    with committed():
        page.tags.add(Tag.objects.first())
        publish(page, themes=[Theme.objects.first()])
    assert SearchDependency.objects.filter(key=key).exists()
    with committed():
        Page.objects.get(pk=page.pk).delete()
    assert not SearchEntry.objects.of_key(key).exists()
    assert not SearchDependency.objects.filter(key=key).exists()


def test_pages_deleted_with_their_parent_lose_their_entries(page: CaseStudyPage) -> None:
    with committed():
        Page.objects.get(pk=library_page().pk).delete()
    assert entries(page) == []


def test_a_moved_page_has_its_new_address(page: CaseStudyPage) -> None:
    home = library_page().get_parent().specific
    with committed():
        page.move(home, "last-child")
    assert entry(page).url == "/en/sluice-gates/"


def test_a_new_slug_changes_the_address_of_the_page(page: CaseStudyPage) -> None:
    with committed():
        publish(page, slug="weirs")
    assert entry(page).url == "/en/library/weirs/"


@pytest.mark.parametrize("published", [True, False], ids=["published", "saved"])
def test_a_parents_new_slug_changes_the_addresses_below_it(page: CaseStudyPage, published: bool) -> None:
    library = library_page()
    library.slug = "shelf"
    with committed():
        if published:
            library.save_revision().publish()
        else:
            library.save()
    assert entry(page).url == "/en/shelf/sluice-gates/"


def test_a_page_that_expires_loses_its_entry_when_the_clock_takes_it_down(page: CaseStudyPage) -> None:
    with committed():
        publish(page, expire_at=timezone.now() + timedelta(hours=1))
    assert entries(page)
    CaseStudyPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    with committed():
        call_command("publish_scheduled", verbosity=0)
    assert entries(page) == []


def test_a_page_published_for_later_is_found_when_the_clock_publishes_it(page: CaseStudyPage) -> None:
    with committed():
        publish(page, title="Tomorrow", go_live_at=timezone.now() + timedelta(hours=1))
    assert entry(page).title == "Sluice gates of Testville"
    due = page.revisions.get(approved_go_live_at__isnull=False)
    due.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    due.content["go_live_at"] = due.approved_go_live_at.isoformat()
    due.save()
    with committed():
        call_command("publish_scheduled", verbosity=0)
    assert entry(page).title == "Tomorrow"


def test_an_untranslated_page_has_no_entry_of_its_own(page: CaseStudyPage) -> None:
    with committed():
        alias = page.copy_for_translation(Locale.objects.get(language_code="fr"), alias=True)
    assert alias.live
    assert [row.language for row in entries(page)] == ["en"]


def test_a_translation_adds_an_entry_and_its_language_to_the_facet(page: CaseStudyPage) -> None:
    with committed():
        publish(page.copy_for_translation(Locale.objects.get(language_code="fr")), title="Vannes de Testville")
    assert [(row.language, row.title) for row in entries(page)] == [
        ("en", "Sluice gates of Testville"),
        ("fr", "Vannes de Testville"),
    ]
    assert [row.facets["lang"] for row in entries(page)] == [["en", "fr"], ["en", "fr"]]


def test_tags_and_themes_of_a_page_are_its_facets_and_its_words(page: CaseStudyPage) -> None:
    tag, theme = Tag.objects.first(), Theme.objects.first()
    with committed():
        page.tags.add(tag)
        publish(page, themes=[theme])
    assert entry(page).facets["tag"] == [tag.slug]
    assert entry(page).facets["theme"] == [theme.key]
    assert entry(page).subjects == [theme.label.in_language("en"), tag.label.in_language("en")]
    with committed():
        page.tags.clear()
        publish(page, themes=[])
    assert entry(page).facets["tag"] == entry(page).facets["theme"] == entry(page).subjects == []


# Relations written one by one, each in a transaction of its own


def test_a_relation_marks_both_ways(page: CaseStudyPage) -> None:
    partnership, theme = Partnership.objects.filter(themes__isnull=True).first(), Theme.objects.first()
    assert partnership is not None
    with committed():
        theme.partnerships.add(partnership)
    assert {row.facets["theme"][0] for row in entries(partnership)} == {theme.key}
    with committed():
        theme.partnerships.remove(partnership)
    assert {tuple(row.facets["theme"]) for row in entries(partnership)} == {()}


def test_a_row_that_belongs_to_a_page_or_a_fact_marks_it(page: CaseStudyPage) -> None:
    """A snippet is saved before its partners and results are: without a transaction around, each stands alone."""
    partnership = Partnership.objects.first()
    organisation = Organisation.objects.exclude(parts__partnership=partnership).first()
    with committed():
        partner = Partner.objects.create(partnership=partnership, organisation=organisation, role="partner")
    assert all(organisation.reference in row.facets["org"] for row in entries(partnership))
    with committed():
        text = dict.fromkeys(("en", "fr", "es", "ru"), "Fewer zonkwaters")
        Result.objects.create(partnership=partnership, step=Result.Step.choices[0][0], text=text)
    assert all("Fewer zonkwaters" in row.body for row in entries(partnership))
    with committed():
        partner.delete()
    assert not any(organisation.reference in row.facets["org"] for row in entries(partnership))


# Words of others


def test_a_renamed_organisation_renames_its_partnerships_and_their_case_studies(page: CaseStudyPage) -> None:
    partner = Partner.objects.filter(partnership__live=True, organisation__isnull=False).first()
    with committed():
        publish(page, partnership=partner.partnership)
    organisation = partner.organisation
    organisation.name = dict.fromkeys(("en", "fr", "es", "ru"), "Zonkwater Board")
    with committed():
        organisation.save()
    for changed in (organisation, partner.partnership, page):
        assert all("Zonkwater Board" in row.names for row in entries(changed)), changed


def test_a_renamed_theme_tag_or_target_renames_itself_wherever_it_stands(page: CaseStudyPage) -> None:
    theme, tag, target = Theme.objects.first(), Tag.objects.first(), Target.objects.get(code="6.4")
    partnership = Partnership.objects.filter(targets=target).first()
    with committed():
        page.tags.add(tag)
        publish(page, themes=[theme])
    for subject, field in ((theme, "label"), (tag, "label"), (target, "name")):
        setattr(subject, field, dict.fromkeys(("en", "fr", "es", "ru"), f"Zonk {field} of {subject.pk}"))
        with committed():
            subject.save()
    assert entry(page).subjects == [str(theme.label), str(tag.label)]
    assert all(str(target.name) in row.body for row in entries(partnership))


def test_a_partnership_taken_down_takes_its_facts_out_of_its_case_study(page: CaseStudyPage) -> None:
    partnership = Partnership.objects.exclude(countries="").first()
    with committed():
        publish(page, partnership=partnership)
    assert entry(page).facets["country"]
    with committed():
        partnership.unpublish()
    assert entries(partnership) == []
    assert entry(page).facets["country"] == []


def test_a_replaced_file_replaces_its_passages(page: CaseStudyPage) -> None:
    with committed():
        manual = document(pdf(["Old wording"]))
        publish(page, files=[("file", manual)])
    assert [passage["text"] for passage in entry(page).passages] == ["Old wording"]
    with committed():
        manual.file.save("manual.pdf", document(pdf(["New wording"])).file, save=False)
        manual.file_hash = ""
        manual.save()
    assert [passage["text"] for passage in entry(page).passages] == ["New wording"]
