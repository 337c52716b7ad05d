"""Moderators see in the editor what waits in every hub, since when, and let it stand or hide it there."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from communities.discussions.models import Post
from communities.moderation.models import ModerationLogEntry

from .discussions import answer, queries, question, url_of
from .hubs import hub, member_of, person, signed_in
from .moderation import desk

pytestmark = pytest.mark.django_db
LIST = "/admin/moderation/waiting/"


@pytest.fixture
def post() -> Post:
    """Of somebody new, in a hub that is hidden."""
    here = hub(visibility="hidden")
    thread = question(here, member_of(here, "asker"), title="Pumps")
    return waiting(answer(thread, member_of(here, "nia", first_name="Nia"), "See our shop"))


def waiting(post: Post) -> Post:
    Post.objects.filter(pk=post.pk).update(hidden_by=Post.HiddenBy.WAITING)
    post.refresh_from_db()
    return post


def press(client: Client, post: Post, act: str) -> Client:
    client.post(f"{LIST}{post.pk}/nod/", {"act": act})
    post.refresh_from_db()
    return client


def test_what_waits_anywhere_is_listed_with_hub_author_and_words(post: Post) -> None:
    client = desk()
    answer(post.thread, post.author, "This one stands")  # type: ignore[arg-type]
    page = client.get(LIST).content.decode()
    assert all(word in page for word in ("See our shop", "Nia", str(post.thread.hub), "Pumps"))
    assert "This one stands" not in page
    assert LIST in client.get("/admin/").content.decode()


def test_a_moderator_lets_it_stand_and_it_is_written_down(post: Post) -> None:
    client = press(desk(), post, "unhide")
    assert not post.is_hidden
    assert "See our shop" not in client.get(LIST).content.decode()
    assert ModerationLogEntry.objects.get().action == "discussions.unhide"


def test_or_hides_it(post: Post) -> None:
    press(desk(), post, "hide")
    assert post.hidden_by == Post.HiddenBy.FACILITATOR


def test_what_somebody_else_decided_meanwhile_stays_so(post: Post) -> None:
    press(desk(), post, "hide")
    client = desk("second")
    told = client.post(f"{LIST}{post.pk}/nod/", {"act": "unhide"}, follow=True).content.decode()
    assert "somebody else has decided this already" in told
    post.refresh_from_db()
    assert post.hidden_by == Post.HiddenBy.FACILITATOR


@pytest.mark.parametrize("act", ["", "remove", "accept"])
def test_nothing_else_is_done_here(post: Post, act: str) -> None:
    assert desk().post(f"{LIST}{post.pk}/nod/", {"act": act}).status_code == 400
    post.refresh_from_db()
    assert post.is_waiting


def test_it_is_for_moderators_alone(post: Post) -> None:
    editor = person("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    for client in (Client(), signed_in(editor), signed_in(member_of(post.thread.hub, "boss", role="facilitator"))):
        assert client.get(LIST).status_code == 302
        press(client, post, "unhide")
        assert post.is_waiting
    assert LIST not in signed_in(editor).get("/admin/").content.decode()


def test_the_list_is_filtered_by_hub_and_costs_the_same_however_long(post: Post) -> None:
    client = desk()
    assert "See our shop" in client.get(f"{LIST}?hub={post.thread.hub_id}").content.decode()
    assert "See our shop" not in client.get(f"{LIST}?hub={hub('sanitation').pk}").content.decode()
    one = queries(client, LIST)
    for number in range(5):
        waiting(answer(post.thread, member_of(post.thread.hub, f"new{number}")))
    assert queries(client, LIST) == one


def test_the_address_of_its_post_shows_it_where_it_stands(post: Post) -> None:
    assert f"#{post.anchor}" in desk().get(LIST).content.decode()
    assert "See our shop" in desk("other").get(url_of(post.thread)).content.decode()
