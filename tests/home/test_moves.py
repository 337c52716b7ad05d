"""What is renamed or moved is found at its old address too, in every language."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site
from wagtail_localize.synctree import create_aliases_for_new_page

from home.models import StandardPage, Withdrawal
from knowledge.library.models import CaseStudyPage
from tests.commits import committed
from tests.factories import case_study, library_page

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ru")


def english(slug: str = "da-nang-vei") -> CaseStudyPage:
    return CaseStudyPage.objects.get(slug=slug, locale__language_code="en")


def rename(page: Page, slug: str) -> None:
    page.slug = slug
    with committed():
        page.save_revision().publish()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_slug_is_followed_in_every_language_and_the_old_address_leads_there(
    client: Client, language: str
) -> None:
    rename(english(), "da-nang")
    assert client.get(f"/{language}/library/da-nang/").status_code == 200
    answer = client.get(f"/{language}/library/da-nang-vei/")
    assert (answer.status_code, answer["Location"]) == (301, f"/{language}/library/da-nang/")


def test_a_renamed_page_is_found_by_search_at_its_new_address(client: Client) -> None:
    rename(english(), "da-nang")
    urls = [hit["url"] for hit in client.get("/api/search?q=DAWACO&ui=ru").json()["results"]]
    assert "/ru/library/da-nang/" in urls
    assert "/ru/library/da-nang-vei/" not in urls


def test_an_untranslated_page_follows_too(client: Client) -> None:
    with committed():
        create_aliases_for_new_page(case_study())
    rename(english("sluice-gates"), "gates")
    assert client.get("/ru/library/gates/").status_code == 200
    assert client.get("/ru/library/sluice-gates/")["Location"] == "/ru/library/gates/"


def test_a_slug_that_is_taken_in_one_language_does_not_stop_the_publishing(client: Client) -> None:
    case_study(library_page("fr"), slug="da-nang", title="Une page à part")
    rename(english(), "da-nang")
    assert client.get("/ru/library/da-nang/").status_code == 200
    assert "Une page à part" in client.get("/fr/library/da-nang/").content.decode()
    assert client.get("/fr/library/da-nang-vei/").status_code == 200


def test_a_translations_draft_does_not_bring_the_old_slug_back(client: Client) -> None:
    french = CaseStudyPage.objects.get(slug="da-nang-vei", locale__language_code="fr")
    french.title = "Un brouillon"
    draft = french.save_revision()
    rename(english(), "da-nang")
    draft.refresh_from_db()
    draft.publish()
    french.refresh_from_db()
    assert (french.slug, french.title) == ("da-nang", "Un brouillon")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_moved_page_is_followed_in_every_language(client: Client, language: str) -> None:
    page = StandardPage.objects.get(slug="history", locale__language_code="en")
    home = Page.objects.get(slug="home", locale=Locale.objects.get(language_code="en"), depth=2)
    with committed():
        page.move(home, pos="last-child")
    assert client.get(f"/{language}/history/").status_code == 200
    assert client.get(f"/{language}/about/history/")["Location"] == f"/{language}/history/"
    assert not any(Page.find_problems())


def test_old_addresses_come_from_a_file_after_a_dry_run(client: Client, tmp_path: Path) -> None:
    file, target = tmp_path / "old.csv", "http://localhost:8000/en/about/what-is-a-wop/"
    file.write_text(f"from,to\n/about-us-gwopa/overview/about-wops,{target}\n", encoding="utf-8")
    site = Site.objects.get(is_default_site=True).pk
    call_command("import_redirects", src=str(file), site=site, dry_run=True)
    assert not Redirect.objects.exists()
    call_command("import_redirects", src=str(file), site=site)
    answer = client.get("/about-us-gwopa/overview/about-wops")
    assert (answer.status_code, answer["Location"]) == (301, "/en/about/what-is-a-wop/")


@pytest.mark.parametrize(("language", "reason"), [("en", "The figures were wrong."), ("ru", "Цифры были неверны.")])
def test_what_was_withdrawn_says_so_and_why_in_the_readers_language(
    client: Client, language: str, reason: str
) -> None:
    reasons = dict.fromkeys(LANGUAGES, "The figures were wrong.") | {"ru": "Цифры были неверны."}
    Withdrawal.objects.create(path="library/old-item/", reason=reasons)
    answer = client.get(f"/{language}/library/old-item/")
    assert answer.status_code == 410
    assert reason in answer.content.decode()
    assert client.get(f"/{language}/library/older-item/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/en/library/old/", "library/old", "https://elsewhere.example/", "", "library/old/?a=1"]
)
def test_an_address_that_cannot_be_withdrawn_is_refused(path: str) -> None:
    with pytest.raises(ValidationError) as error:
        Withdrawal(path=path, reason=dict.fromkeys(LANGUAGES, "Gone.")).full_clean()
    assert "path" in error.value.message_dict
