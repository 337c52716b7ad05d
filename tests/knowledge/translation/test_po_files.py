"""A translation goes out as a PO file and comes back: what is sound is taken, what is not is refused with a reason."""

from collections.abc import Callable
from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision
from wagtail_localize.models import StringTranslation, Translation

from home.models import HomePage, StandardPage
from knowledge.library.models import CaseStudyPage, CodeOfConductPage, FactsheetPage, LibraryPage, PublicationPage
from tests.commits import committed

from .pages import in_language, publish, said, told_in, translate, translation_into

pytestmark = pytest.mark.django_db
KINDS = [CaseStudyPage, CodeOfConductPage, FactsheetPage, LibraryPage, PublicationPage, StandardPage, HomePage]
UPLOAD = "wagtail_localize:upload_pofile"


@pytest.fixture
def french(db: None) -> Translation:
    return translation_into("fr")


def exported(client: Client, translation: Translation) -> polib.POFile:
    response = client.get(reverse("wagtail_localize:download_pofile", args=(translation.pk,)))
    assert response.status_code == 200
    return polib.pofile("\n" + response.content.decode())


def upload(client: Client, translation: Translation, content: str | bytes | polib.POFile) -> list[str]:
    """What the translator is told."""
    content = str(content) if isinstance(content, polib.POFile) else content
    file = SimpleUploadedFile("page.po", content.encode() if isinstance(content, str) else content)
    response = client.post(reverse(UPLOAD, args=(translation.pk,)), {"file": file}, follow=True)
    return told_in(response)


def entry(po: polib.POFile, path: str) -> polib.POEntry:
    return next(each for each in po if each.msgctxt == path)


@pytest.mark.parametrize("model", KINDS)
def test_every_text_of_every_kind_of_page_goes_out_and_comes_back(translator: Client, model: Any) -> None:
    page = max(model.objects.filter(locale__language_code="en"), key=lambda page: len(str(page.serializable_data())))
    translation = translation_into("fr", page)
    po = exported(translator, translation)
    assert len(po) == translation.source.stringsegment_set.count() > 0
    for each in po:
        each.msgstr = f"{each.msgstr} [po]"
    assert "imported" in upload(translator, translation, po)[0]
    assert all(text.endswith(" [po]") for text in said(translation).values())
    with committed():
        translation.save_target()
    live = translation.get_target_instance().serializable_data()
    del live["draft_title"]
    assert str(live).count("[po]") == len(po)


def test_an_import_publishes_nothing(translator: Client, french: Translation) -> None:
    po, before = exported(translator, french), in_language("fr")
    revisions = Revision.objects.count()
    entry(po, "summary").msgstr = "Un chapeau venu d'un fichier."
    told = upload(translator, french, po)
    assert told == ["1 text was imported. Nothing is published by that."]
    after = in_language("fr")
    assert (after.summary, after.live_revision_id) == (before.summary, before.live_revision_id)
    assert Revision.objects.count() == revisions
    kept = StringTranslation.objects.get(data="Un chapeau venu d'un fichier.")
    assert (kept.translation_type, str(kept.last_translated_by.email)) == ("manual", "translators@utility.example")


def refused(client: Client, translation: Translation, content: str | bytes | polib.POFile, *words: str) -> None:
    before = said(translation)
    [told] = upload(client, translation, content)
    for word in words:
        assert word in told, told
    assert said(translation) == before


def test_a_file_of_another_page_is_refused_and_named(translator: Client, french: Translation) -> None:
    other = translation_into("fr", Page.objects.get(slug="code-of-conduct", locale__language_code="en"))
    refused(translator, french, exported(translator, other), "another page", other.source.object_repr)


def test_a_file_of_another_language_is_refused_and_named(translator: Client, french: Translation) -> None:
    refused(translator, french, exported(translator, translation_into("ru")), "another language", "Русский")


def test_a_file_that_does_not_say_whose_it_is_is_refused(translator: Client, french: Translation) -> None:
    po = exported(translator, french)
    del po.metadata["X-WagtailLocalize-TranslationID"]
    refused(translator, french, po, "which page it belongs to")


def test_a_file_whose_texts_are_of_another_page_is_refused_whatever_it_says(
    translator: Client, french: Translation
) -> None:
    other = exported(translator, translation_into("fr", Page.objects.get(slug="history", locale__language_code="en")))
    other.metadata["X-WagtailLocalize-TranslationID"] = str(french.uuid)
    del other[[each.msgctxt for each in other].index("title")]
    refused(translator, french, other, "Most of the texts")


@pytest.mark.parametrize(
    ("source", "broken", "words"),
    [
        ("Read <b>this</b>.", "Lisez <b>ceci.", "not closed"),
        ("Read <b>this</b>.", "Lisez ceci.", "<b> is lost"),
        ('See <a id="a1">the page</a>.', "Voyez la page.", "<a id=a1> is lost"),
        ('See <a id="a1">the page</a>.', 'Voyez <a id="a2">la page</a>.', "<a id=a1> is lost"),
        ("See the page.", 'Voyez <a id="a1">la page</a>.', "is not in the source"),
        ("See the page.", "<script>alert(1)</script>", "is not in the source"),
        ("By %(name)s in {place}.", "Par %(nom)s à {place}.", "%(name)s is lost"),
        ("By %(name)s in {place}.", "Par %(name)s à {lieu}.", "{place} is lost"),
    ],
)
def test_one_broken_text_refuses_the_whole_file(translator: Client, source: str, broken: str, words: str) -> None:
    english = in_language("en")
    written = source.replace('id="a1"', 'href="https://example.org/"')
    english.challenge = f"<p>{written}</p>"
    publish(english)
    translation = translation_into("fr")
    po = exported(translator, translation)
    next(each for each in po if each.msgid == source).msgstr = broken
    entry(po, "summary").msgstr = "Sans défaut."
    refused(translator, translation, po, "Nothing was imported", words)


def test_a_title_too_long_for_the_page_is_refused(translator: Client, french: Translation) -> None:
    po = exported(translator, french)
    entry(po, "title").msgstr = "Da Nang " * 40
    refused(translator, french, po, "longer than 255 characters")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a PO file"),
        (b"/etc/passwd", "not a PO file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "encoding"),
        (b'msgid "x"\nmsgstr "\0"\n', "not a PO file"),
        (b'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgid oops\n', "cannot be read from line 5"),
        (b"title;summary\nmsgid;x\n", "cannot be read from line 1"),
    ],
)
def test_what_is_no_po_file_is_refused(translator: Client, french: Translation, content: bytes, words: str) -> None:
    refused(translator, french, content, words)


def test_no_file_at_all_is_told(translator: Client, french: Translation) -> None:
    response = translator.post(reverse(UPLOAD, args=(french.pk,)), follow=True)
    assert told_in(response) == ["Choose a PO file first."]


def test_a_file_saved_as_windows_1251_that_says_utf_8_is_refused(translator: Client) -> None:
    russian = translation_into("ru")
    refused(translator, russian, str(exported(translator, russian)).encode("cp1251", "replace"), "encoding", "UTF-8")


def test_a_file_in_windows_1251_that_says_so_is_taken(translator: Client) -> None:
    russian = translation_into("ru")
    po = exported(translator, russian)
    for each in po:
        each.msgstr = ""
    entry(po, "summary").msgstr = "Новое вступление."
    po.metadata["Content-Type"] = "text/plain; charset=windows-1251"
    assert "1 text was imported" in upload(translator, russian, str(po).encode("cp1251"))[0]
    assert "Новое вступление." in said(russian).values()


def test_a_file_of_50_mb_is_refused_unread(translator: Client, french: Translation) -> None:
    refused(translator, french, b"#" * (50 * 1024 * 1024), "50.0", "2.0")


def test_fuzzy_texts_are_left_out(translator: Client, french: Translation) -> None:
    po = exported(translator, french)
    unsure, sure = entry(po, "summary"), entry(po, "title")
    unsure.msgstr, sure.msgstr = "Peut-être.", "Certainement."
    unsure.flags.append("fuzzy")
    told = upload(translator, french, po)
    assert told[1] == "1 text is marked as fuzzy and was left out."
    texts = said(french).values()
    assert "Certainement." in texts
    assert "Peut-être." not in texts


def test_a_file_made_before_the_source_changed_loses_nothing(translator: Client, french: Translation) -> None:
    po = exported(translator, french)
    english = in_language("en")
    english.summary = "Says something else now."
    publish(english)
    old = entry(po, "summary")
    old.msgstr, entry(po, "title").msgstr = "Pour la phrase d'avant.", "Un titre."
    told = upload(translator, french, po)
    assert "1 text was imported" in told[0]
    assert told[1] == "1 text has changed in the source since: its translation is kept, but not used."
    assert said(french)["summary", old.msgid] == "Pour la phrase d'avant."
    again = exported(translator, french)
    assert entry(again, "summary").msgstr == ""
    assert "Pour la phrase d'avant." in [each.msgstr for each in again.obsolete_entries()]


def test_what_was_changed_here_after_the_file_was_made_stays(translator: Client, french: Translation) -> None:
    po = exported(translator, french)
    translate(french, "summary", "Écrit ici, plus tard.")
    entry(po, "summary").msgstr = "Écrit dans le fichier."
    told = upload(translator, french, po)
    assert "changed here after the file was made" in told[1]
    assert "Écrit ici, plus tard." in said(french).values()


def test_a_translator_who_mends_her_file_uploads_it_again(translator: Client, french: Translation) -> None:
    po = exported(translator, french)
    for words in ("Une fote.", "Une faute."):
        entry(po, "summary").msgstr = words
        upload(translator, french, po)
    assert "Une faute." in said(french).values()


def test_a_reason_is_told_in_the_editors_language(signed_in: Callable[..., Client], french: Translation) -> None:
    from wagtail.users.models import UserProfile

    from communities.people.models import User

    client = signed_in("Editors")
    UserProfile.objects.create(user=User.objects.get(email="editors@utility.example"), preferred_language="ru")
    [told] = upload(client, french, b"nothing")
    assert any("а" <= letter <= "я" for letter in told.lower()), told


@pytest.mark.parametrize(
    ("role", "allowed"), [("Editors", True), ("Reviewers", True), ("Translators", True), ("", False)]
)
def test_who_may_import(signed_in: Callable[..., Client], french: Translation, role: str, allowed: bool) -> None:
    client = signed_in(*filter(None, [role]))
    po = french.export_po()
    entry(po, "summary").msgstr = "Par une personne."
    file = SimpleUploadedFile("page.po", str(po).encode())
    client.post(reverse(UPLOAD, args=(french.pk,)), {"file": file})
    assert ("Par une personne." in said(french).values()) == allowed


def test_a_page_locked_by_somebody_else_takes_no_file(translator: Client, french: Translation, editor: Any) -> None:
    Page.objects.filter(pk=in_language("fr").pk).update(locked=True, locked_by=editor)
    po = french.export_po()
    entry(po, "summary").msgstr = "Malgré le verrou."
    file = SimpleUploadedFile("page.po", str(po).encode())
    translator.post(reverse(UPLOAD, args=(french.pk,)), {"file": file})
    assert "Malgré le verrou." not in said(french).values()
