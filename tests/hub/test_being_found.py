"""What the site says of itself to machines: sitemap, robots, JSON-LD, citation and messenger metadata."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from knowledge.library.models import CaseStudyPage
from tests.commits import committed
from tests.factories import case_study

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
STUDY = "/{}/library/da-nang-vei/"


def sitemap(client: Client) -> dict[str, dict[str, str]]:
    """Address → the addresses of the same page by language."""
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        url.findtext("s:loc", "", NAMES): {
            link.get("hreflang", ""): link.get("href", "") for link in url.findall("x:link", NAMES)
        }
        for url in root.findall("s:url", NAMES)
    }


def test_the_sitemap_names_every_page_with_all_its_languages(client: Client) -> None:
    base = "http://localhost:8000"
    known = sitemap(client)
    languages = ("en", "fr", "es", "ru")
    for path in (STUDY, "/{}/", "/{}/glossary/nrw/", "/{}/sdgs/6.3/", "/{}/about/history/"):
        for code in languages:
            alternates = known[base + path.format(code)]
            assert alternates == {code: base + path.format(code) for code in languages} | {
                "x-default": base + path.format("en")
            }


def test_every_address_of_the_sitemap_answers(client: Client) -> None:
    addresses = list(sitemap(client))
    assert len(addresses) > 1_000
    for address in addresses[::37]:
        assert client.get(address.removeprefix("http://localhost:8000")).status_code == 200, address


def test_the_sitemap_names_nothing_that_is_restricted_untranslated_or_a_draft(client: Client) -> None:
    page = CaseStudyPage.objects.get(slug="da-nang-vei", locale__language_code="en")
    with committed():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        case_study(slug="untranslated")
        case_study(slug="draft", live=False)
    known = "\n".join(sitemap(client))
    assert "/en/library/da-nang-vei/" not in known
    assert "/en/library/untranslated/" in known
    assert "/fr/library/untranslated/" not in known
    assert "/library/draft/" not in known


def test_the_sitemap_costs_one_query(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/sitemap.xml")
    assert len(queries.captured_queries) == 1


def test_robots_are_shown_the_sitemap_and_kept_from_endless_lists(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://localhost:8000/sitemap.xml" in lines
    for path in ("search", "library", "partnerships"):
        assert f"Disallow: /ru/{path}/?" in lines


def data(html: str) -> dict[str, object]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(blocks) == 1
    return json.loads(blocks[0])


@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        ("da-nang-vei", "Report"),
        ("guryevsk-water-users-partnership", "Report"),
        ("learning-approaches-in-wops", "ScholarlyArticle"),
        ("code-of-conduct", "Report"),
    ],
)
def test_an_item_describes_itself_as_what_it_is(client: Client, slug: str, kind: str) -> None:
    known = data(client.get(f"/fr/library/{slug}/").content.decode())
    assert known["@type"] == kind
    assert known["inLanguage"] == "fr" or slug.startswith("learning")
    assert known["url"] == f"http://localhost:8000/fr/library/{slug}/"
    translations = known["workTranslation"]
    assert isinstance(translations, list)
    assert {work["url"] for work in translations} == {
        f"http://localhost:8000/{code}/library/{slug}/" for code in ("en", "es", "ru")
    }


def test_a_title_cannot_end_the_block_of_data(client: Client) -> None:
    title = '</script><script>alert("x")</script> & <!--'
    case_study(title=title, slug="hostile")
    html = client.get("/en/library/hostile/").content.decode()
    assert data(html)["name"] == title
    assert "<script>alert" not in html


def test_a_publication_tells_reference_managers_what_to_keep(client: Client) -> None:
    html = client.get("/en/library/wop-case-study-hwa-waf/").content.decode()
    for name, content in (
        ("citation_title", "WOP Case Study: HWA – WAF"),
        ("citation_author", "Merme, Vincent"),
        ("citation_publication_date", "2015/07"),
        ("citation_language", "en"),
    ):
        assert f'<meta name="{name}" content="{content}">' in html
    assert '<meta property="og:title"' in html
    assert '<meta property="og:url" content="http://localhost:8000/en/library/wop-case-study-hwa-waf/">' in html
