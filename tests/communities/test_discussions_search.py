"""Discussions are found by whoever may read them, in the language of the question, and as evidence while asking."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from communities.discussions import services
from communities.discussions.models import Thread
from communities.hubs.models import Hub
from search.models import SearchEntry
from tests.commits import committed
from tests.factories import case_study

from .discussions import ASK, answer, question
from .hubs import hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db
ODD = "Zebrafish in the clear water tank?"


@pytest.fixture
def thread() -> Thread:
    with committed():
        return question(hub(), member_of(hub()), ODD + "\n\nSince **Tuesday**.")


def found(client: Client, words: str = "zebrafish", path: str = "/en/search/") -> list[str]:
    return [hit.reference for hit in client.get(f"{path}?q={words}&kind=thread").context["results"].hits]


def test_a_thread_is_found_under_the_language_of_its_question_alone(thread: Thread, client: Client) -> None:
    [entry] = SearchEntry.objects.filter(kind="thread")
    assert (entry.language, entry.url, entry.facets["theme"]) == ("en", thread.get_absolute_url(), [thread.hub.key])
    assert found(client) == found(client, path="/ru/search/") == [f"thread-{thread.pk}"]
    with translation.override("ru"):
        assert thread.search_document("ru") is None


def test_answers_are_found_and_hidden_ones_are_not(thread: Thread, client: Client) -> None:
    with committed():
        post = answer(thread, thread.author, "Ask the *ichthyologist*.")  # type: ignore[arg-type]
    assert found(client, "ichthyologist") == [f"thread-{thread.pk}"]
    for act in (services.hide, services.unhide, services.remove):
        with committed():
            act(post=post)
        assert bool(found(client, "ichthyologist")) == (act is services.unhide)


def test_what_was_edited_is_found_by_its_new_words(thread: Thread, client: Client) -> None:
    with committed():
        services.edit(post=thread.posts.get(), body="Sturgeon instead", language="en")
    assert found(client, "sturgeon") == [f"thread-{thread.pk}"]


def test_a_question_taken_back_is_not_found(thread: Thread, client: Client) -> None:
    with committed():
        services.remove(post=thread.posts.get())
    assert not found(client)


def test_a_change_of_the_hubs_visibility_moves_the_audience_of_its_threads(thread: Thread, client: Client) -> None:
    insider, outsider = signed_in(member_of(hub(), "second")), signed_in(person("outsider"))
    who = (client, outsider, insider)
    for visibility, seen in (("members", [0, 0, 1]), ("hidden", [0, 0, 1]), ("public", [1, 1, 1])):
        with committed():
            hub(visibility=visibility)
        assert [len(found(each)) for each in who] == seen, visibility
        audience = "public" if visibility == "public" else thread.hub.circle
        assert SearchEntry.objects.get(kind="thread").audience == audience


@pytest.mark.parametrize("address", [f"{ASK}similar/", ASK])
def test_who_asks_sees_what_was_asked_before_and_what_the_library_tells(
    thread: Thread, client: Client, address: str
) -> None:
    with committed():
        case_study(title="Zebrafish kept out of tanks", slug="zebrafish")
    page = client.post(address, {"body": "zebrafish", "act": "similar"}) if address != ASK else None
    page = page or signed_in(member_of(hub(), "second")).post(address, {"body": "zebrafish", "act": "similar"})
    assert {hit.kind for hit in page.context["similar"]} == {"thread", "case-study"}
    assert Thread.objects.count() == 1


def test_evidence_shows_nobody_what_the_search_would_not(thread: Thread, client: Client) -> None:
    with committed():
        hub(visibility=Hub.Visibility.MEMBERS)
    sent: dict[str, Any] = {"body": "zebrafish"}
    assert not client.post(f"{ASK}similar/", sent).context["similar"]
    assert signed_in(thread.author).post(f"{ASK}similar/", sent).context["similar"]  # type: ignore[arg-type]


@pytest.mark.parametrize("body", ["", "a", "\x00", "zebrafish " * 100_000, '"unbalanced', "№ % & |"])
def test_evidence_bears_whatever_is_typed(thread: Thread, client: Client, body: str) -> None:
    assert client.post(f"{ASK}similar/", {"body": body}).status_code == 200


def test_evidence_comes_from_elasticsearch_where_there_is_one(
    thread: Thread, client: Client, elasticsearch: str
) -> None:
    page = client.post(f"{ASK}similar/", {"body": "Has somebody seen zebrafish in a tank?"})
    assert f"thread-{thread.pk}" in [hit.reference for hit in page.context["similar"]]
