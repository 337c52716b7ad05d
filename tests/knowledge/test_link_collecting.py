"""Where published content leads to: found in every kind of field, followed with every change."""

from typing import Any

import pytest
from wagtail.models import Page

from knowledge.library.models import PublicationPage
from knowledge.links.addresses import addresses_in, own_path
from knowledge.links.collecting import collect_all
from knowledge.links.models import Link, Mention
from knowledge.partnerships.models import Partnership, Source
from tests.commits import committed
from tests.factories import case_study, document
from tests.knowledge.links import holder, prose

pytestmark = pytest.mark.django_db


def addresses_on(item: Any) -> set[str]:
    return set(Mention.objects.filter(**holder(item)).values_list("link__address", flat=True))


def test_links_in_prose_are_found_but_not_mail_and_places_on_the_page() -> None:
    page = case_study(
        challenge=prose('href="https://Water.Example/a b#part"', 'href="mailto:a@b.example"', 'href="#part"'),
        approach=prose('linktype="page" id="3"', 'linktype="document" id="9"', 'href="/en/partnerships/"'),
        lessons=prose('href="http://вода.example/насос"', 'href="tel:112"', 'href="javascript:alert(1)"'),
    )
    assert addresses_in(page) == {
        "https://water.example/a%20b",
        "page:3",
        "document:9",
        "/en/partnerships/",
        "http://xn--80adg3b.example/%D0%BD%D0%B0%D1%81%D0%BE%D1%81",
    }


def test_links_in_blocks_are_found() -> None:
    page = Page.objects.get(slug="what-is-a-wop", locale__language_code="en").specific
    manual = document(b"text", "manual.txt")
    page.body = [
        ("text", {"heading": "", "text": prose('href="https://one.example/"')}),
        ("accordion", {"heading": "", "items": [{"title": "", "text": prose('href="https://two.example/"')}]}),
        ("video", {"title": "Film", "url": "https://film.example/", "language": "en", "minutes": None}),
        ("call", {"text": "", "label": "", "page": None, "path": "partnerships/"}),
        ("call", {"text": "", "label": "", "page": page, "path": ""}),
        ("documents", {"heading": "", "files": [manual]}),
        ("related", {"heading": "", "pages": [page]}),
    ]
    assert addresses_in(page) == {
        "https://one.example/",
        "https://two.example/",
        "https://film.example/",
        "/en/partnerships/",
        f"page:{page.pk}",
        f"document:{manual.pk}",
    }


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/en/library/?page=2", "/en/library/?page=2"),
        ("http://LOCALHOST:8000/en/", "/en/"),
        ("https://localhost:8000", "/"),
        ("http://localhost/en/", None),
        ("https://water.example/en/", None),
        ("mailto:a@b.example", None),
        ("http://[pump/", None),
    ],
)
def test_an_address_of_this_site_is_known_as_such(address: str, path: str | None) -> None:
    assert own_path(address) == path


def test_everything_published_is_gone_through() -> None:
    collect_all()
    addresses = set(Link.objects.values_list("address", flat=True))
    assert set(Source.objects.exclude(url="").values_list("url", flat=True)) <= addresses
    assert set(Partnership.objects.exclude(url="").values_list("url", flat=True)) <= addresses
    assert set(PublicationPage.objects.live().exclude(read_url="").values_list("read_url", flat=True)) <= addresses
    assert "https://sdgs.un.org/goals/goal6" in addresses
    assert collect_all() == len(addresses)


def test_a_published_page_is_gone_through_at_once_a_draft_and_a_withdrawn_page_are_not() -> None:
    with committed():
        page = case_study(lessons=prose('href="https://one.example/"'))
    assert addresses_on(page) == {"https://one.example/"}
    page.lessons = prose('href="https://two.example/"')
    with committed():
        page.save_revision()
    assert addresses_on(page) == {"https://one.example/"}
    with committed():
        page.get_latest_revision().publish()
    assert addresses_on(page) == {"https://two.example/"}
    with committed():
        page.unpublish()
    assert addresses_on(page) == set()


def test_what_a_deleted_page_led_to_is_forgotten() -> None:
    with committed():
        page = case_study(lessons=prose('href="https://one.example/"'))
    with committed():
        page.delete()
    collect_all()
    assert not Link.objects.filter(address="https://one.example/").exists()


def test_a_changed_source_is_gone_through_at_once() -> None:
    source = Source.objects.exclude(url="").first()
    source.url = "https://elsewhere.example/report"
    with committed():
        source.save()
    assert addresses_on(source) == {"https://elsewhere.example/report"}
