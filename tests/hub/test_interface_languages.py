"""No text of the interface stands outside a translation."""

import json
import re
from collections import defaultdict
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real
from wagtail.models import Page

from home.models import HomePage, StandardPage
from knowledge.library.models import CaseStudyPage, CodeOfConductPage, FactsheetPage, LibraryPage, PublicationPage
from knowledge.partnerships.models import Organisation, Partner, Partnership, Programme, Result, Source
from knowledge.taxonomy import geography
from knowledge.taxonomy.models import Goal, Tag, Target, Theme
from search.models import SearchEntry
from search.thesaurus.models import TermDefinition, TermName

pytestmark = pytest.mark.django_db

# Names that are the same in every language.
PROPER = {
    "Headwaters",
    "CSV",
    "English",
    "Français",
    "Español",
    "GWOPA",
    "BSD",
    "PDF",
    "RIS",
    "BibTeX",
    "WhatsApp",
    "ISBN",
    "DOI",
    "en",
    "fr",
    "es",
    "ru",
}
SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "content")


class Texts(HTMLParser):
    """Collects what a reader sees or hears, in text and attributes, but for what asks to be left as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silencing: list[str] = []
        self.open = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style") or dict(attrs).get("translate") == "no":
            self.silencing.append(tag)
        if tag != "meta" or dict(attrs).get("name") == "description":
            self.texts += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        if self.silencing[-1:] == [tag]:
            self.silencing.pop()

    def handle_data(self, data: str) -> None:
        """A translated string with links in it comes in parts, each of which is put in brackets of its own."""
        if not self.silencing and data.strip():
            begun = self.open
            self.open += data.count("⟦") - data.count("⟧")
            self.texts.append("⟦" * begun + data.strip() + "⟧" * self.open)


def bracketed(text: str) -> str:
    return f"⟦{text}⟧"


@pytest.fixture
def pseudo_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every translated string comes out in brackets."""

    def wrap(name: str) -> None:
        original = getattr(trans_real, name)
        monkeypatch.setattr(translation._trans, name, lambda *args: bracketed(original(*args)))

    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        wrap(name)


def untranslated(html: str) -> list[str]:
    """Texts with Latin letters left when bracketed strings, Greek content and proper names are taken away."""
    parser = Texts()
    parser.feed(html)
    left = []
    for text in parser.texts:
        rest = text
        while "⟦" in rest and rest != (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", rest)):
            rest = shorter
        words = [
            word
            for word in re.findall(r"[A-Za-zÀ-ÿ]{2,}", rest)
            if word not in PROPER and not re.fullmatch("[A-Z]{2}", word)
        ]
        if words:
            left.append(text)
    return left


@pytest.fixture
def greek_content(monkeypatch: pytest.MonkeyPatch) -> None:
    """All content in an alphabet that no string of the interface uses."""
    greek = dict.fromkeys(("en", "fr", "es", "ru"), "Νερό")
    Theme.objects.update(label=greek, description=greek)
    Tag.objects.update(label=greek)
    Goal.objects.update(name=greek)
    Target.objects.update(name=greek)
    Source.objects.update(title="Πηγή")
    Organisation.objects.update(name=greek, summary=greek, city=greek, acronym="")
    Programme.objects.update(name=greek, summary=greek, acronym="", currency="", statements="[]")
    streams = dict.fromkeys(("places", "objectives", "steps", "pledges", "milestones"), "[]")
    Partnership.objects.update(title=greek, summary=greek, platform=greek, code="", **streams)
    Partner.objects.update(purpose=greek, currency="")
    Result.objects.update(text=greek)
    Page.objects.update(title="Ωκεανός", search_description="Νερό")
    prose = dict.fromkeys(("challenge", "approach", "outcome", "lessons"), "<p>Ποταμός</p>")
    CaseStudyPage.objects.update(summary="Νερό", testimonials="[]", **prose)
    CodeOfConductPage.objects.update(
        summary="Νερό", introduction="", oversight="", gap="", principles="[]", followers="[]", version=""
    )
    prose = dict.fromkeys(("challenge", "solution", "implementation", "measures"), "<p>Ποταμός</p>")
    where = dict.fromkeys(("project", "area", "water_body"), "Νερό")
    FactsheetPage.objects.update(summary="Νερό", steps="[]", links="[]", **prose, **where)
    record = {"authors": "Νερό", "editors": "Νερό", "publishers": "Νερό", "series": "Νερό", "original_title": "Νερό"}
    PublicationPage.objects.update(summary="Νερό", read_url="https://νερο.gr/", **record)
    LibraryPage.objects.update(summary="Νερό")
    text = {"heading": "Νερό", "text": "<p>Ποταμός</p>"}
    StandardPage.objects.update(summary="Νερό", body=json.dumps([{"type": "text", "value": text}]))
    TermName.objects.filter(kind="label").update(text=Concat(Value("Νερό "), Cast("pk", CharField())))
    TermName.objects.exclude(kind="label").delete()
    TermDefinition.objects.update(text="Νερό")
    HomePage.objects.update(headline="Νερό", standfirst="Νερό", suggestions="[]")
    SearchEntry.objects.update(title="Ωκεανός", summary="Νερό", body="", passages=[])
    monkeypatch.setattr(geography, "territories", lambda language: defaultdict(lambda: "Χώρα"))


PAGES = [
    "",
    "library/",
    "library/belize-water-services-contra-costa/",
    "library/code-of-conduct/",
    "library/guryevsk-water-users-partnership/",
    "library/wop-case-study-hwa-waf/",
    "about/",
    "about/what-is-a-wop/",
    "glossary/",
    "glossary/nrw/",
    "sdgs/",
    "sdgs/6/",
    "sdgs/6.3/",
    "partnerships/",
    "partnerships/wop-bws-ccwd/",
    "partnerships/wop-mwanza-dunea/",
    "partnerships/wup-guryevsk/",
    "partnerships/sdgaction25745/",
    "partnerships/programmes/eu-wop/",
    "organisations/",
    "organisations/org-vei/",
    "search/",
    "search/?kind=wop&country=ZM&from=2009&to=2024",
    "search/?q=ζζζζ",
    "search/suggest/?q=ωκ",
    "accounts/login/",
    "accounts/password/reset/",
    "nowhere/",
]


@pytest.mark.parametrize("path", PAGES)
def test_no_string_of_the_interface_stands_outside_a_translation(
    pseudo_locale: None, greek_content: None, path: str
) -> None:
    html = Client().get(f"/en/{path}").content.decode()
    assert untranslated(html) == []


def test_the_detector_sees_a_forgotten_string() -> None:
    assert untranslated("<p>⟦Search⟧ again</p>") == ["⟦Search⟧ again"]
    assert untranslated("<p>⟦Read <a>this</a> page⟧ <a>again</a></p>") == ["again"]
    assert untranslated('<p>⟦Search⟧ Ωκεανός</p><img alt="A pump">') == ["A pump"]


def test_every_string_is_translated_into_every_language() -> None:
    call_command("check_messages")


def test_russian_plurals_have_their_three_forms() -> None:
    from django.utils.translation import ngettext, override

    with override("ru"):
        assert len({ngettext("organisation", "organisations", n) for n in (1, 2, 5)}) == 3


def test_a_partnership_speaks_every_language() -> None:
    partnership = Partnership.objects.get(reference="wop-bws-ccwd")
    assert len({partnership.summary.in_language(code) for code in ("en", "fr", "es", "ru")}) == 4
