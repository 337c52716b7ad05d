"""The Code of Conduct says of each language whether it is the official text, ours or a machine's."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from knowledge.library.models import CodeOfConductPage
from tests.commits import committed

from .pages import publish, translation_into

pytestmark = pytest.mark.django_db
STANDING = CodeOfConductPage.Translation


def code(language: str) -> CodeOfConductPage:
    return CodeOfConductPage.objects.get(locale__language_code=language)


def state(client: Client, status: str) -> int:
    address = reverse("translation_state", args=(translation_into("fr", code("en")).pk,))
    return client.post(address, {"status": status}).status_code


def test_a_translator_states_it_for_one_language_and_it_lasts(translator: Client, client: Client) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=(code("fr").pk,))
    assert reverse("translation_state", args=(translation_into("fr", code("en")).pk,)) in (
        translator.get(edit).content.decode()
    )
    assert state(translator, STANDING.OFFICIAL) == 302
    english = code("en")
    english.year = 1999
    publish(english)
    with committed():
        translation_into("fr", english).save_target()
    told = {language: code(language).translation_status for language in ("en", "fr", "es", "ru")}
    assert told == {"en": "ours", "fr": "official", "es": "ours", "ru": "ours"}
    assert code("fr").year == 1999


@pytest.mark.parametrize(("role", "allowed"), [("Editors", True), ("Reviewers", True), ("", False)])
def test_who_may_state_it(signed_in: Callable[..., Client], role: str, allowed: bool) -> None:
    state(signed_in(*filter(None, [role])), STANDING.MACHINE)
    assert (code("fr").translation_status == STANDING.MACHINE) == allowed


def test_what_is_no_standing_is_refused(translator: Client) -> None:
    state(translator, "holy")
    assert code("fr").translation_status == STANDING.OURS
