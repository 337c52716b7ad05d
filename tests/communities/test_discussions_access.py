"""Who may read, write and arrange what, in a public hub, one for members only and a hidden one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client

from communities.discussions.models import Post, Thread
from communities.hubs.models import Hub, Membership
from communities.people.models import User

from .discussions import answer, question, url_of
from .hubs import HUB, hub, member_of, moderator, person, signed_in

pytestmark = pytest.mark.django_db
LIST = f"/en/hubs/{HUB}/discussions/"
STRANGERS = ("visitor", "person", "asked", "removed", "suspended")


def suspended(place: Hub) -> Client:
    """Signed in when it happened."""
    user = member_of(place, "suspended")
    client = signed_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    return client


ROLES: dict[str, Callable[[Hub], Client]] = {
    "visitor": lambda place: Client(),
    "person": lambda place: signed_in(person("nobody")),
    "asked": lambda place: signed_in(member_of(place, "asked", state=Membership.State.ASKED)),
    "removed": lambda place: signed_in(member_of(place, "removed", state=Membership.State.REMOVED)),
    "suspended": suspended,
    "member": lambda place: signed_in(member_of(place, "member")),
    "facilitator": lambda place: signed_in(member_of(place, "facilitator", role=Membership.Role.FACILITATOR)),
    "moderator": lambda place: signed_in(moderator()),
}


@pytest.fixture(params=list(Hub.Visibility))
def place(request: pytest.FixtureRequest) -> Hub:
    return hub(visibility=request.param)


@pytest.fixture
def thread(place: Hub) -> Thread:
    thread = question(place, member_of(place, "asker"), "A secret about valves")
    answer(thread, member_of(place, "helper"), "Turn them twice")
    return thread


def status(response: Any) -> int:
    return int(response.status_code)


@pytest.mark.parametrize("role", ROLES)
def test_who_reads(thread: Thread, place: Hub, role: str) -> None:
    client = ROLES[role](place)
    may = place.is_public or role not in STRANGERS
    is_visitor = role in ("visitor", "suspended")
    listed = client.get(LIST)
    assert status(listed) == (404 if place.is_hidden and not may else 200)
    assert ("A secret about valves" in listed.content.decode()) == may
    post = thread.posts.all()[1]
    for address in (url_of(thread), f"{url_of(thread, post=post)}history/", url_of(thread, post=post)):
        answered = client.get(address)
        assert "secret" not in answered.content.decode() or may
        if may:
            assert status(answered) == (302 if address.endswith(f"{post.pk}/") else 200)
        elif place.is_hidden:
            assert status(answered) == 404
        elif is_visitor:
            assert answered["Location"].startswith("/en/accounts/login/?next=/en/hubs/")
        else:
            assert status(answered) == 403
            assert f'name="next" value="{address}"' in answered.content.decode() or role != "person"
    assert set(Thread.objects.visible_to(client_user(client)).values_list("pk", flat=True)) == (
        {thread.pk} if may else set()
    )


def client_user(client: Client) -> Any:
    request = HttpRequest()
    request.session = client.session
    return get_user(request)


@pytest.mark.parametrize("role", ROLES)
def test_who_writes(thread: Thread, place: Hub, role: str) -> None:
    client = ROLES[role](place)
    client.post(f"{LIST}new/", {"body": "A new question"})
    client.post(url_of(thread), {"body": "A new answer"})
    may = role not in STRANGERS
    assert Post.objects.filter(body__startswith="A new").count() == (2 if may else 0)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ["pin", "unpin", "close", "reopen"])
def test_who_arranges_threads(thread: Thread, place: Hub, role: str, act: str) -> None:
    client = ROLES[role](place)
    answered = client.post(url_of(thread, act=True), {"act": act})
    if role in ("facilitator", "moderator"):
        assert answered["Location"] == url_of(thread)
    else:
        assert status(answered) in (302, 403, 404)
        assert answered.get("Location") != url_of(thread)
        thread.refresh_from_db()
        assert (thread.is_pinned, thread.is_closed) == (False, False)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ["hide", "unhide", "accept", "unaccept", "remove", "thank"])
def test_who_does_what_to_the_post_of_another(thread: Thread, place: Hub, role: str, act: str) -> None:
    client, post = ROLES[role](place), thread.posts.all()[1]
    client.post(url_of(thread, act=True, post=post), {"act": act})
    post.refresh_from_db()
    thread.refresh_from_db()
    facilitates = role in ("facilitator", "moderator")
    assert post.hidden_by == ("facilitator" if facilitates and act == "hide" else "")
    assert (thread.accepted_id == post.pk) == (facilitates and act == "accept")
    assert post.reactions.exists() == (act == "thank" and role not in STRANGERS)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_edits_the_words_of_another(thread: Thread, place: Hub, role: str) -> None:
    client, post = ROLES[role](place), thread.posts.all()[1]
    address = f"{url_of(thread, post=post)}edit/"
    assert status(client.get(address)) in (302, 403, 404)
    client.post(address, {"body": "Changed"})
    post.refresh_from_db()
    assert post.body == "Turn them twice"


def test_who_left_edits_no_more_but_may_take_back(place: Hub, thread: Thread) -> None:
    post = thread.posts.all()[1]
    client = signed_in(post.author)  # type: ignore[arg-type]
    post.author.memberships.all().delete()  # type: ignore[union-attr]
    client.post(f"{url_of(thread, post=post)}edit/", {"body": "Changed"})
    client.post(url_of(thread, act=True, post=post), {"act": "remove"})
    post.refresh_from_db()
    assert (post.body, post.hidden_by) == ("Turn them twice", "author" if place.is_public else "")


def test_things_of_another_hub_are_not_there() -> None:
    here, there = hub(), hub("assets")
    both = member_of(here, "both", role=Membership.Role.FACILITATOR)
    Membership.objects.create(hub=there, user=both, role=Membership.Role.FACILITATOR)
    mine, other = question(here, both), question(there, both)
    foreign = other.posts.get()
    client = signed_in(both)
    assert status(client.get(url_of(other).replace("assets", HUB))) == 404
    assert status(client.post(url_of(other, act=True).replace("assets", HUB), {"act": "pin"})) == 404
    for tail in ("", "edit/", "history/"):
        assert status(client.get(url_of(mine, post=foreign) + tail)) == 404
    assert status(client.post(url_of(mine, act=True, post=foreign), {"act": "hide"})) == 404
    client.post(url_of(mine), {"body": "With a foreign quote", "quotes": foreign.pk})
    assert Post.objects.get(body="With a foreign quote").quotes is None
    foreign.refresh_from_db()
    assert not foreign.is_hidden


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 40])
def test_wrong_ids_are_not_there(pk: str) -> None:
    thread = question(hub(), member_of(hub()))
    client = signed_in(thread.author)  # type: ignore[arg-type]
    for address in (f"{LIST}{pk}/", f"{url_of(thread)}posts/{pk}/", f"{url_of(thread)}posts/{pk}/edit/"):
        assert status(client.get(address)) == 404
    for address in (f"{LIST}{pk}/act/", f"{url_of(thread)}posts/{pk}/act/"):
        assert status(client.post(address, {"act": "thank"})) == 404
    assert status(client.get(LIST.replace(HUB, "nothing"))) == 404
    for quote in (pk, "x", "\x00", "-1"):
        assert status(client.get(url_of(thread), {"quote": quote})) == 200


@pytest.mark.parametrize("act", ["", "explode", "\x00", "hide "])
def test_an_act_that_nobody_knows_is_refused(act: str) -> None:
    thread = question(hub(), member_of(hub()))
    client = signed_in(thread.author)  # type: ignore[arg-type]
    assert status(client.post(url_of(thread, act=True), {"act": act})) == 400
    assert status(client.post(url_of(thread, act=True, post=thread.posts.get()), {"act": act})) == 400


def test_an_act_after_the_session_ended_leads_back_to_the_thread() -> None:
    thread = question(hub(), member_of(hub()))
    answered = Client().post(url_of(thread, act=True, post=thread.posts.get()), {"act": "thank"})
    assert answered["Location"].startswith(f"/en/hubs/{HUB}/join/?next=%2Fen%2Fhubs%2F")
    assert "act" not in answered["Location"]
