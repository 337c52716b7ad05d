"""Moving and taking down in all languages: nothing is left behind, and readers of an old link are told why."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from communities.people.models import User
from home.models import StandardPage, Withdrawal
from knowledge.library.models import CaseStudyPage
from tests.commits import committed
from tests.factories import case_study

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ru")


def in_language(language: str, slug: str = "da-nang-vei") -> Page:
    return Page.objects.get(slug=slug, locale__language_code=language, depth__gt=2)


@pytest.fixture
def taken() -> tuple[Page, Page]:
    """The history, and a place for it where a French page has its slug."""
    history = in_language("en", "history")
    home = history.get_parent().get_parent()
    french_home = home.get_translation(in_language("fr", "history").locale)
    french_home.add_child(instance=StandardPage(title="Autre", slug="history", locale=french_home.locale, body=[]))
    return history, home


def places(slug: str = "history") -> list[str]:
    return sorted(Page.objects.filter(slug=slug).values_list("url_path", flat=True))


def test_a_move_that_a_translation_cannot_follow_is_refused_before_anything_moves(
    editor_client: Client, taken: tuple[Page, Page]
) -> None:
    page, target = taken
    before = places()
    answer = editor_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]), follow=True)
    assert "Nothing was moved" in answer.content.decode()
    assert "fr: history" in answer.content.decode()
    assert places() == before


def test_a_bulk_move_that_a_translation_cannot_follow_is_refused(
    editor_client: Client, taken: tuple[Page, Page]
) -> None:
    page, target = taken
    before = places()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={page.pk}&next=/admin/"
    answer = editor_client.post(address, {"chooser": target.pk}, follow=True)
    assert "Nothing was moved" in answer.content.decode()
    assert places() == before


def test_a_move_by_a_program_leaves_the_translation_where_it_is(taken: tuple[Page, Page]) -> None:
    page, target = taken
    with committed():
        Page.objects.get(pk=page.pk).move(target, pos="last-child")
    assert places().count("/accueil/history/") <= 1
    assert len(places()) == len(set(places()))
    assert not any(Page.find_problems())


def test_an_editor_moves_a_page_whose_translations_can_follow(client: Client, editor_client: Client) -> None:
    page = in_language("en", "history")
    home = page.get_parent().get_parent()
    with committed():
        editor_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk]))
    for language in LANGUAGES:
        assert client.get(f"/{language}/history/").status_code == 200


def test_unpublishing_the_source_takes_every_language_down_and_offers_to_say_why(
    client: Client, editor_client: Client
) -> None:
    address = reverse("wagtailadmin_pages:unpublish", args=[in_language("en").pk])
    assert "3 translations" in editor_client.get(address).content.decode()
    with committed():
        answer = editor_client.post(address, follow=True)
    assert "Give a reason" in answer.content.decode()
    form = reverse("wagtailsnippets_home_withdrawal:add") + "?path=library%2Fda-nang-vei%2F"
    assert form in answer.content.decode()
    assert 'value="library/da-nang-vei/"' in editor_client.get(form).content.decode()
    for language in LANGUAGES:
        assert client.get(f"/{language}/library/da-nang-vei/").status_code == 404


def test_unpublishing_a_translation_leaves_the_others(client: Client, editor_client: Client) -> None:
    with committed():
        editor_client.post(reverse("wagtailadmin_pages:unpublish", args=[in_language("fr").pk]))
    status = {language: client.get(f"/{language}/library/da-nang-vei/").status_code for language in LANGUAGES}
    assert status == {"en": 200, "fr": 404, "es": 200, "ru": 200}


def test_deleting_the_source_deletes_every_language_and_offers_to_say_why(editor_client: Client) -> None:
    with committed():
        answer = editor_client.post(reverse("wagtailadmin_pages:delete", args=[in_language("en").pk]), follow=True)
    assert "?path=library%2Fda-nang-vei%2F" in answer.content.decode()
    assert not CaseStudyPage.objects.filter(slug="da-nang-vei").exists()
    assert not any(Page.find_problems())


def test_a_source_that_expires_expires_in_every_language() -> None:
    CaseStudyPage.objects.filter(slug="da-nang-vei", locale__language_code="en").update(
        expire_at=timezone.now() - timezone.timedelta(minutes=1)
    )
    with committed():
        call_command("publish_scheduled")
    assert not CaseStudyPage.objects.filter(slug="da-nang-vei", live=True).exists()


def test_the_whole_way_from_unpublishing_to_the_reason_in_four_languages(
    client: Client, editor_client: Client
) -> None:
    with committed():
        editor_client.post(reverse("wagtailadmin_pages:unpublish", args=[in_language("en").pk]))
    reasons = {"en": "The figures were wrong.", "fr": "Les chiffres étaient faux.", "es": "Las cifras eran erróneas."}
    reasons["ru"] = "Цифры были неверны."
    fields = {f"reason_{language}": reason for language, reason in reasons.items()}
    form = reverse("wagtailsnippets_home_withdrawal:add")
    answer = editor_client.post(form, {"path": "library/da-nang-vei/", **fields})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Withdrawal.objects.get().reason == reasons
    headings = {"en": "This page was withdrawn", "fr": "retirée", "es": "retirad", "ru": "снят"}
    for language in LANGUAGES:
        answer = client.get(f"/{language}/library/da-nang-vei/")
        html = answer.content.decode()
        assert answer.status_code == 410
        assert reasons[language] in html
        assert headings[language] in html or "This page was withdrawn" not in html
        assert f'<html lang="{language}"' in html


def test_the_reason_is_not_offered_to_somebody_who_may_not_give_it(client: Client) -> None:
    user = User.objects.create_user("reviewer@utility.example", "a long enough secret", is_staff=True)
    user.groups.add(Group.objects.get(name="Reviewers"))
    client.force_login(user)
    answer = client.post(reverse("wagtailadmin_pages:unpublish", args=[case_study().pk]), follow=True)
    assert "Give a reason" not in answer.content.decode()


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_an_editor_sees_what_links_to_a_page_before_she_takes_it_down(editor_client: Client, action: str) -> None:
    target = case_study(slug="target", title="The target")
    prose = f'<p><a linktype="page" id="{target.pk}">there</a></p>'
    case_study(slug="source", title="Leads there", lessons=prose)
    html = editor_client.get(reverse(f"wagtailadmin_pages:{action}", args=[target.pk])).content.decode()
    usage = reverse("wagtailadmin_pages:usage", args=[target.pk])
    assert usage in html
    assert "referenced 1 time" in html
    assert "Leads there" in editor_client.get(usage).content.decode()
