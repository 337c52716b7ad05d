"""Who reads a post in another language sees the terms of the trade with the words of the own."""

import pytest
from django.test import Client

from communities.discussions import services
from communities.discussions.models import Thread
from search.thesaurus.marking import TermMarker
from search.thesaurus.models import Term

from .discussions import answer, queries, question, url_of
from .hubs import hub, member_of, signed_in

pytestmark = pytest.mark.django_db
TEXT = "Our non-revenue water fell. Non-revenue water is what nobody pays for.\n\n`non-revenue water`"
KEY = "nrw"


def label(language: str) -> str:
    return Term.objects.get(key=KEY).names.get(language=language, kind="label").text


@pytest.fixture
def thread() -> Thread:
    return question(hub(), member_of(hub()), TEXT, title="Losses")


def html(thread: Thread, language: str, client: Client | None = None, number: int = 1) -> str:
    page = (client or Client()).get(url_of(thread).replace("/en/", f"/{language}/"))
    return str(page.context["posts"][number - 1].html)


@pytest.mark.parametrize("language", ["fr", "es", "ru"])
def test_a_term_is_linked_once_with_the_readers_word(thread: Thread, language: str) -> None:
    shown = html(thread, language)
    link = f'<a class="term" href="/{language}/glossary/{KEY}/">non-revenue water</a>'
    assert shown.count('class="term"') == 1
    assert f'{link} <span class="gloss" lang="{language}">({label(language)})</span> fell.' in shown


def test_in_ones_own_language_the_link_is_enough(thread: Thread) -> None:
    shown = html(thread, "en")
    assert 'class="term"' in shown
    assert 'class="gloss"' not in shown


def test_each_post_is_looked_at_in_its_own_language(thread: Thread) -> None:
    answer(thread, member_of(hub(), "jean"), f"Notre {label('fr')} baisse.", language="fr")
    assert f"({label('en')})" in html(thread, "en", number=2)


def test_a_page_that_is_read_again_looks_for_no_term(thread: Thread, monkeypatch: pytest.MonkeyPatch) -> None:
    first = html(thread, "fr")
    monkeypatch.setattr(TermMarker, "mark", lambda self, text: "looked again")
    assert html(thread, "fr") == first
    services.edit(post=thread.posts.get(), body="New words", language="en")
    assert html(thread, "fr") == "looked again"


def test_a_name_is_no_term_and_a_term_in_a_mention_breaks_nothing(thread: Thread) -> None:
    member_of(hub(), "odd", first_name="Non-revenue", last_name="Water")
    post = answer(thread, member_of(hub(), "writer"), "@[Non-revenue Water] knows")
    assert "data-mention" in post.html
    assert html(thread, "fr", number=2) == "<p>@Non-revenue Water knows</p>"


def test_terms_cost_no_query(thread: Thread) -> None:
    reader, bare = signed_in(member_of(hub(), "reader")), question(hub(), member_of(hub(), "other"), "x")
    queries(reader, url_of(bare))
    queries(reader, url_of(thread))
    assert queries(reader, url_of(thread)) == queries(reader, url_of(bare))
