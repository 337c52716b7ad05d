"""What a machine translates is marked, never published by itself, and a machine that fails loses nothing."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from hub.settings.machine_translation import machine_translator
from knowledge.translation.standing import translations, with_standing
from tests.commits import committed

from .pages import BAR, PATH, in_language, publish, said, told_in, translate, translation_into
from .server import Machine, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(settings: Any) -> Iterator[Machine]:
    with running(Machine()) as server:
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
            "libretranslate", url=server.url, key="a key", timeout=1
        )
        yield server


@pytest.fixture
def french(db: None) -> Translation:
    """A translation of which two texts are open: one plain, one with a link and bold words."""
    english = in_language("en")
    english.summary = "Leaks & losses."
    english.challenge = '<p>Read <b>this</b> on <a href="https://example.org/">that page</a>.</p>'
    publish(english)
    return translation_into("fr")


def ask(client: Client, translation: Translation) -> list[str]:
    address = reverse("wagtail_localize:machine_translate", args=(translation.pk,))
    return told_in(client.post(address, follow=True))


def test_the_open_texts_are_translated_with_their_tags_and_marked(
    translator: Client, machine: Machine, french: Translation
) -> None:
    before = said(french)
    [told] = ask(translator, french)
    assert "LibreTranslate translated 2 texts" in told
    after = said(french)
    assert {text for place, text in after.items() if place not in before} == {
        "LEAKS &amp; LOSSES.",
        'READ <b>THIS</b> ON <a id="a1">THAT PAGE</a>.',
    }
    assert {place: after[place] for place in before} == before
    made = StringTranslation.objects.filter(translation_type="machine")
    assert {(each.tool_name, each.locale.language_code) for each in made} == {("LibreTranslate", "fr")}
    [asked] = machine.asked
    assert (asked["source"], asked["target"], asked["format"], asked["api_key"]) == ("en", "fr", "html", "a key")


def test_nothing_is_published_by_it(translator: Client, machine: Machine, french: Translation) -> None:
    before, revisions = in_language("fr"), Revision.objects.count()
    ask(translator, french)
    after = in_language("fr")
    assert (after.summary, after.live_revision_id) == (before.summary, before.live_revision_id)
    assert Revision.objects.count() == revisions


def test_readers_of_what_is_published_are_told_until_a_person_says_that_it_is_checked(
    translator: Client, machine: Machine, french: Translation, client: Client, settings: Any
) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    with committed():
        ask(translator, french)
        french.save_target()
    assert "LEAKS &amp; LOSSES." in (html := client.get(f"/fr/{PATH}").content.decode())
    assert BAR in html
    assert with_standing(translations()).get(pk=in_language("fr").pk).machine == 2
    with committed():
        told = told_in(translator.post(reverse("translation_check", args=(french.pk,)), follow=True))
    assert told == ["2 texts are marked as checked."]
    assert BAR not in client.get(f"/fr/{PATH}").content.decode()


def test_a_text_that_a_person_saves_is_no_longer_the_machines(
    translator: Client, machine: Machine, french: Translation
) -> None:
    ask(translator, french)
    segment = french.source.stringsegment_set.get(context__path="summary")
    address = reverse("wagtail_localize:edit_string_translation", args=(french.pk, segment.pk))
    body = b'--x\r\nContent-Disposition: form-data; name="value"\r\n\r\nFuites et pertes.\r\n--x--\r\n'
    assert translator.put(address, body, content_type="multipart/form-data; boundary=x").status_code == 200
    kept = StringTranslation.objects.get(data="Fuites et pertes.")
    assert (kept.translation_type, kept.tool_name) == ("manual", "")


def test_a_text_that_comes_back_without_its_link_stays_open(
    translator: Client, machine: Machine, french: Translation
) -> None:
    machine.loses_tags = True
    assert "translated 1 text" in ask(translator, french)[0]
    assert french.get_progress()[0] - french.get_progress()[1] == 1


def test_a_long_page_goes_in_small_requests(translator: Client, machine: Machine, french: Translation) -> None:
    StringTranslation.objects.filter(locale=french.target_locale, context__object=french.source.object_id).delete()
    english = in_language("en")
    english.challenge = "".join(f"<p>{number} {'water ' * 400}</p>" for number in range(12))
    publish(english)
    ask(translator, french)
    assert len(machine.asked) > 6
    assert max(sum(map(len, asked["q"])) for asked in machine.asked) <= 5_000
    assert french.get_progress()[0] == french.get_progress()[1]


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ({"status": 429}, "quota is used up"),
        ({"status": 403}, "key"),
        ({"status": 413}, "too long"),
        ({"status": 500}, "refused to translate (error 500)"),
        ({"delay": 1.5}, "took too long"),
        ({"answer": b"<html>"}, "cannot be read"),
        ({"answer": b'{"error": "?"}'}, "cannot be read"),
        ({"answer": b'{"translatedText": ["only one"]}'}, "cannot be read"),
        ({"answer": b'{"translatedText": [null, 7]}'}, "cannot be read"),
    ],
)
def test_a_machine_that_fails_is_told_and_loses_nothing(
    translator: Client, machine: Machine, french: Translation, failure: dict[str, Any], words: str
) -> None:
    for name, value in failure.items():
        setattr(machine, name, value)
    before = said(french)
    [told] = ask(translator, french)
    assert words in told
    assert said(french) == before


def test_a_machine_that_is_away_is_told(translator: Client, french: Translation, settings: Any) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
        "libretranslate", url="http://127.0.0.1:9", key="", timeout=1
    )
    assert ask(translator, french) == ["LibreTranslate cannot be reached."]


def test_nothing_left_to_translate_is_told(translator: Client, machine: Machine) -> None:
    assert ask(translator, translation_into("ru")) == ["There is nothing left to translate."]
    assert machine.asked == []


def test_deepl_is_asked_the_same_way_and_its_quota_is_told(
    translator: Client, french: Translation, settings: Any
) -> None:
    with running(Machine()) as server:
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
            "deepl", url=f"{server.url}/v2/translate", key="a key", timeout=1
        )
        assert "DeepL translated 2 texts" in ask(translator, french)[0]
        [asked] = server.asked
        assert (asked["path"], asked["authorization"]) == ("/v2/translate", "DeepL-Auth-Key a key")
        assert (asked["source_lang"], asked["target_lang"], asked["formality"]) == (["EN"], ["FR"], ["prefer_more"])
        server.status = 456
        assert "quota is used up" in ask(translator, translation_into("ru"))[0]


def test_the_button_is_there_only_where_a_machine_is_configured(
    translator: Client, french: Translation, settings: Any
) -> None:
    page = reverse("wagtailadmin_pages:edit", args=(in_language("fr").pk,))
    address = reverse("wagtail_localize:machine_translate", args=(french.pk,))
    assert address not in translator.get(page).content.decode()
    assert translator.post(address, follow=True).status_code == 404
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator("deepl", url="", key="k", timeout=1)
    assert address in translator.get(page).content.decode()


def test_a_page_is_never_translated_by_a_machine_and_published_in_one_go(
    signed_in: Callable[..., Client], machine: Machine, french: Translation
) -> None:
    source = TranslationSource.objects.get(pk=french.source_id)
    address = reverse("wagtail_localize:update_translations", args=(source.pk,))
    client = signed_in("Editors")
    assert "use_machine_translation" not in client.get(address).content.decode()
    client.post(address, {"publish_translations": "on", "use_machine_translation": "on"})
    assert machine.asked == []


@pytest.mark.parametrize(
    ("role", "allowed"), [("Editors", True), ("Reviewers", True), ("Translators", True), ("", False)]
)
def test_who_may_ask_the_machine_and_say_that_its_words_are_checked(
    signed_in: Callable[..., Client], machine: Machine, french: Translation, role: str, allowed: bool
) -> None:
    client = signed_in(*filter(None, [role]))
    client.post(reverse("wagtail_localize:machine_translate", args=(french.pk,)))
    assert bool(machine.asked) == allowed
    made = translate(french, "summary", "FUITES", kind="machine")
    client.post(reverse("translation_check", args=(french.pk,)))
    made.refresh_from_db()
    assert (made.translation_type == "manual") == allowed


@pytest.mark.parametrize(
    ("name", "given"), [("babelfish", {"url": "http://x", "key": "k"}), ("libretranslate", {}), ("deepl", {})]
)
def test_a_machine_that_cannot_work_stops_the_start(name: str, given: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape("MACHINE_TRANSLATION is libretranslate")):
        machine_translator(name, **({"url": "", "key": ""} | given), timeout=1)
    assert machine_translator("", url="", key="", timeout=1) is None
