"""The text of a file as pages: for slow connections, for those who may have the file, and for nobody else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection

from knowledge.media.models import CustomDocument
from knowledge.media.reading import PART, paragraphs, parts_of
from search.query import SearchQuery
from search.results import search_for
from tests.commits import committed
from tests.factories import case_study, document, pdf

pytestmark = pytest.mark.django_db

LONG = [f"The crew of pump house {number} reads its meters each morning. " * 160 for number in range(1, 9)]


def read(content: bytes, name: str = "manual.pdf", **fields: object) -> CustomDocument:
    with committed():
        file = document(content, name, **fields)
    file.refresh_from_db()
    return file


def test_a_text_stands_page_by_page_in_the_files_own_language(client: Client) -> None:
    file = read(pdf(["Premier pas", "Second pas"]), language="fr")
    html = client.get(file.text_url.replace("/en/", "/ru/")).content.decode()
    assert '<html lang="ru">' in html
    for number, text in enumerate(("Premier pas", "Second pas"), start=1):
        section = html.split(f'id="page-{number}"')[1].split("</section>")[0]
        assert text in section
        assert 'class="prose" lang="fr"' in section


def test_a_long_text_comes_in_parts_each_below_its_weight(client: Client) -> None:
    file = read(pdf(LONG))
    parts = parts_of(file)
    assert len(parts) > 1
    assert [page for part in parts for page in part.pages] == list(range(1, 9))
    seen, url = [], file.text_url
    while url:
        response = client.get(url)
        assert len(response.content) < 100_000
        assert sum(len(text) for _page, texts in response.context["pages"] for text in texts) <= PART
        seen += [page for page, _texts in response.context["pages"]]
        after = response.context["after"]
        url = f"{file.text_url}{after.first}/" if after else ""
        assert not url or f'href="{url}"' in response.content.decode()
    assert seen == list(range(1, 9))


def test_a_page_of_the_file_is_shown_within_its_part(client: Client) -> None:
    file = read(pdf(LONG))
    assert 'id="page-7"' in client.get(f"{file.text_url}7/").content.decode()
    assert client.get(f"{file.text_url}9/").status_code == 404
    assert client.get("/en/documents/999999/text/").status_code == 404


def test_search_sends_to_the_page_of_the_text_in_the_readers_language(client: Client) -> None:
    file = read(pdf(["Nothing", "A zeolitecartridge"]))
    with committed():
        case_study(files=[("file", file)])
    html = client.get("/ru/search/?q=zeolitecartridge").content.decode()
    assert f'href="/ru/documents/{file.pk}/text/2/#page-2"' in html
    passage = html.split('class="hit-passage"')[1].split("</p>")[0]
    assert '<span class="soft" lang="en">' in passage


def test_a_passage_has_one_address_in_every_language() -> None:
    file = read(pdf(["A zeolitecartridge"]))
    with committed():
        case_study(files=[("file", file)])
    urls = {
        hit.passage.url
        for ui in ("en", "fr")
        for hit in search_for(SearchQuery(text="zeolitecartridge", ui=ui), AnonymousUser()).hits
    }
    assert urls == {f"/en/documents/{file.pk}/text/1/#page-1"}


def test_an_item_offers_its_files_as_text_with_both_sizes(client: Client) -> None:
    file = read(pdf(LONG))
    with committed():
        page = case_study(files=[("file", file)])
    html = client.get(page.url).content.decode()
    offer = html.split('class="file"')[1].split("</div>")[0]
    assert f'href="{file.text_url}"' in offer
    assert file.text_size == sum(len(passage.text.encode()) for passage in file.passages.all())
    assert offer.count("KB") == 2


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (pdf([""]), "scan.pdf", "without text"),
        (b"%PDF-1.4 broken", "broken.pdf", "damaged"),
        (b"a", "a.txt", "not a PDF"),
    ],
)
def test_a_file_without_text_says_so_and_is_not_offered_as_text(
    client: Client, content: bytes, name: str, reason: str
) -> None:
    file = read(content, name)
    assert file.text_url == ""
    html = client.get(f"/en/documents/{file.pk}/text/").content.decode()
    assert "No text could be read from this file" in html
    assert reason in html
    assert f'href="{file.url}"' in html


def test_the_text_of_a_file_that_was_just_replaced_is_not_shown(client: Client) -> None:
    file = read(pdf(["Old wording"]))
    CustomDocument.objects.filter(pk=file.pk).update(file_hash="another")  # the worker has not come to it yet
    response = client.get(f"/en/documents/{file.pk}/text/")
    assert "Old wording" not in response.content.decode()
    assert "waiting to be read" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_search_engines_are_sent_to_the_item(client: Client) -> None:
    file = read(pdf(["Premier pas"]))
    with committed():
        page = case_study(files=[("file", file)])
    html = client.get(file.text_url).content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="http://localhost:8000{page.url}">' in html
    assert "hreflang=" not in html.split("</head>")[0]


def test_a_draft_or_private_item_is_not_named(client: Client) -> None:
    file = read(pdf(["Premier pas"]))
    with committed():
        page = case_study(files=[("file", file)], title="A secret study")
        page.unpublish()
    html = client.get(file.text_url).content.decode()
    assert "A secret study" not in html
    assert 'rel="canonical"' not in html


def test_a_text_page_keeps_its_budget_of_queries(client: Client) -> None:
    file = read(pdf(LONG), collection=Collection.get_first_root_node().add_child(name="Drawer"))
    with committed():
        case_study(files=[("file", file)])
    client.get(file.text_url)
    with CaptureQueriesContext(connection) as queries:
        client.get(file.text_url)
    assert len(queries) <= 12


def test_lines_are_joined_to_the_paragraphs_they_were() -> None:
    lines = [
        "Heading",
        "The first line of a paragraph is as long as",
        "the column it stands in, and so is the next",
        "but not the last.",
        "Another paragraph begins on a line of its own",
    ]
    first, second, third = paragraphs("\n".join(lines))
    assert first == "Heading"
    assert second.endswith("but not the last.")
    assert third.startswith("Another")
    assert paragraphs("") == []
