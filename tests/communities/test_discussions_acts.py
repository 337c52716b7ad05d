"""Answers, quotes, edits and what facilitators do: each done once however often it is pressed, and by whom it may."""

from typing import Any

import pytest
from django.test import Client

from communities.discussions import services
from communities.discussions.files import attach
from communities.discussions.models import Follow, Post, Thread
from communities.hubs.models import Membership
from communities.people.models import User

from .discussions import LIST, answer, pump, question, token_in, typed_in, url_of
from .hubs import hub, member_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> User:
    return member_of(hub())


@pytest.fixture
def thread(member: User) -> Thread:
    return question(hub(), member)


def facilitator(name: str = "facilitator") -> Client:
    return signed_in(member_of(hub(), name, role=Membership.Role.FACILITATOR))


def press(client: Client, thread: Thread, act: str, post: Post | None = None) -> Any:
    return client.post(url_of(thread, act=True, post=post), {"act": act})


def test_a_reply_stands_at_the_end_and_moves_the_thread_up(member: User, thread: Thread) -> None:
    newer, client = question(hub(), member), signed_in(member)
    arrived = client.post(url_of(thread), {"body": "**We** listen."})
    assert arrived["Location"] == f"{url_of(thread)}?from=1#post-2"
    assert thread.posts.get(number=2).html == "<p><strong>We</strong> listen.</p>"
    rows = client.get(LIST).context["section"]["rows"]
    assert [row.thread.pk for row in rows] == [thread.pk, newer.pk]
    assert rows[0].thread.post_count == 2


def test_a_double_click_replies_once(member: User, thread: Thread) -> None:
    client = signed_in(member)
    sent = {"body": "Once", "token": token_in(client.get(url_of(thread)))}
    assert len({client.post(url_of(thread), sent)["Location"] for _click in range(2)}) == 1
    thread.refresh_from_db()
    assert thread.post_count == thread.posts.count() == 2


def test_posts_are_numbered_without_gaps_from_old_copies_too(member: User, thread: Thread) -> None:
    copies = [Thread.objects.get(pk=thread.pk) for _n in range(3)]
    assert [answer(copy, member).number for copy in copies] == [2, 3, 4]


def test_a_post_is_quoted_above_the_answer(member: User, thread: Thread) -> None:
    first, client = thread.posts.get(), signed_in(member)
    page = client.get(f"{url_of(thread)}?quote={first.pk}")
    assert page.context["quoted"] == first
    assert f'name="quotes" value="{first.pk}"' in page.content.decode()
    client.post(url_of(thread), {"body": "To that:", "quotes": first.pk})
    page = client.get(url_of(thread))
    assert page.context["posts"][1].excerpt.startswith("How do you find leaks")
    services.hide(post=first)
    page = client.get(url_of(thread))
    assert page.context["posts"][1].excerpt == ""
    assert client.get(f"{url_of(thread)}?quote={first.pk}").context["quoted"] is None


def test_a_refused_reply_keeps_text_and_quote(member: User, thread: Thread) -> None:
    first = thread.posts.get()
    page = signed_in(member).post(url_of(thread), {"body": "x" * 20_001, "quotes": first.pk})
    assert page.context["form"].errors["body"]
    assert page.context["quoted"] == first


def test_an_edit_keeps_what_was_said_before(member: User, thread: Thread) -> None:
    post, client = thread.posts.get(), signed_in(member)
    for body in ("Second <b>", "Third", "Third"):
        client.post(f"{url_of(thread, post=post)}edit/", {"body": body})
    page = Client().get(f"{url_of(thread, post=post)}history/")
    assert [revision.body for revision in page.context["revisions"]] == [
        "Second <b>",
        "How do you find leaks at night? Our network is old.",
    ]
    assert "Second &lt;b&gt;" in page.content.decode()
    assert Client().get(url_of(thread)).context["posts"][0].post.html == "<p>Third</p>"


def test_what_is_hidden_is_out_of_sight_with_its_history(member: User, thread: Thread) -> None:
    post = answer(thread, member, "Buy my pipes")
    services.edit(post=post, body="Buy my cheap pipes", language="en")
    hiding = facilitator()
    press(hiding, thread, "hide", post)
    assert "my cheap pipes" not in Client().get(url_of(thread)).content.decode()
    assert Client().get(f"{url_of(thread, post=post)}history/").status_code == 404
    assert "my cheap pipes" in hiding.get(url_of(thread)).content.decode()
    press(hiding, thread, "unhide", post)
    assert "my cheap pipes" in Client().get(url_of(thread)).content.decode()


def test_what_its_author_removed_nobody_brings_back_or_reads(member: User, thread: Thread) -> None:
    post, by = answer(thread, member, "My phone number"), facilitator()
    press(by, thread, "hide", post)
    press(signed_in(member), thread, "remove", post)
    for act in ("unhide", "hide", "unhide"):
        press(by, thread, act, post)
    page = by.get(url_of(thread)).content.decode()
    assert "My phone number" not in page
    assert "Removed by its author." in page
    assert by.get(f"{url_of(thread, post=post)}history/").status_code == 404


def test_what_removing_means_is_said_before_it_is_done(member: User, thread: Thread) -> None:
    post, client = answer(thread, member, "My phone number"), signed_in(member)
    attach(post=post, files=[pump()])
    address = f"{url_of(thread, post=post)}remove/"
    page = client.get(url_of(thread)).content.decode()
    assert address in page
    assert 'value="remove"' not in page
    asked = client.get(address).content.decode()
    assert "1 file goes with it." in asked
    assert "In its place stands that you removed it." in asked
    assert f'action="{url_of(thread, act=True, post=post)}"' in asked
    assert 'value="remove"' in asked
    post.refresh_from_db()
    assert not post.hidden_by
    press(client, thread, "remove", post)
    assert client.get(address).status_code == 403  # it is done


@pytest.mark.parametrize(("answers", "told"), [(0, "not listed any more"), (1, "What others wrote stays.")])
def test_of_a_question_it_is_said_what_becomes_of_the_discussion(
    member: User, thread: Thread, answers: int, told: str
) -> None:
    for _number in range(answers):
        answer(thread, member_of(hub(), "helper"))
    asked = signed_in(member).get(f"{url_of(thread, post=thread.posts.get(number=1))}remove/").content.decode()
    assert told in asked


def test_a_removed_question_hides_its_title_and_leaves_the_answers(member: User, thread: Thread) -> None:
    alone = question(hub(), member, "Nobody answered this")
    answer(thread, member, "Listen at the valves")
    for each in (thread, alone):
        press(signed_in(member), each, "remove", each.posts.get(number=1))
    page, listed = Client().get(url_of(thread)).content.decode(), Client().get(LIST)
    assert "How do you find" not in page + listed.content.decode()
    assert "Listen at the valves" in page
    assert [row.thread.pk for row in listed.context["section"]["rows"]] == [thread.pk]


@pytest.mark.parametrize("size", [0, 20_001, 1_000_000])
@pytest.mark.parametrize("page", ["reply", "edit"])
def test_too_much_or_nothing_is_refused_beside_the_field_and_kept(
    member: User, thread: Thread, page: str, size: int
) -> None:
    first = thread.posts.get()
    address = url_of(thread) if page == "reply" else f"{url_of(thread, post=first)}edit/"
    answered = signed_in(member).post(address, {"body": "ж" * size})
    assert answered.status_code == 200
    assert answered.context["form"].errors["body"]
    assert 'id="id_body_error"' in answered.content.decode()
    assert typed_in(answered) == "ж" * size
    assert [post.body for post in thread.posts.all()] == [first.body]


def test_a_closed_thread_takes_no_replies_and_the_text_is_kept(member: User, thread: Thread) -> None:
    client = signed_in(member)
    token = token_in(client.get(url_of(thread)))
    press(facilitator(), thread, "close")
    page = client.post(url_of(thread), {"body": "Too late, alas", "token": token}, follow=True)
    assert thread.posts.count() == 1
    assert "Too late, alas" in page.content.decode()
    assert [str(message) for message in page.context["messages"]]
    press(facilitator("second"), thread, "reopen")
    assert client.get(url_of(thread)).context["form"]["body"].value() == "Too late, alas"


@pytest.mark.parametrize(("act", "undo", "field"), [("pin", "unpin", "is_pinned"), ("close", "reopen", "is_closed")])
def test_two_facilitators_at_once_do_no_harm(thread: Thread, act: str, undo: str, field: str) -> None:
    one, other = facilitator("one"), facilitator("other")
    for pressed, is_on in ((act, True), (undo, False)):
        for client in (one, other):
            assert press(client, thread, pressed).status_code == 302
            thread.refresh_from_db()
            assert getattr(thread, field) is is_on


def test_what_one_facilitator_did_is_not_undone_by_an_old_copy_of_another(thread: Thread) -> None:
    old = Thread.objects.get(pk=thread.pk)
    services.arrange(thread=thread, is_pinned=True)
    services.arrange(thread=old, is_closed=True)
    thread.refresh_from_db()
    assert (thread.is_pinned, thread.is_closed) == (True, True)


def test_the_asker_says_what_the_answer_is_and_may_change_it(member: User, thread: Thread) -> None:
    first, second = answer(thread, member_of(hub(), "one")), answer(thread, member_of(hub(), "two"))
    client = signed_in(member)
    for pressed, accepted in (("accept", first), ("accept", first), ("unaccept", None)):
        press(client, thread, pressed, first)
        thread.refresh_from_db()
        assert thread.accepted == accepted
    for post in (first, second):
        press(client, thread, "accept", post)
    press(client, thread, "unaccept", first)  # from an old page
    page = Client().get(url_of(thread))
    assert [shown.is_accepted for shown in page.context["posts"]] == [False, False, True]
    services.hide(post=second)
    thread.refresh_from_db()
    assert thread.accepted is None


def test_neither_the_question_nor_a_hidden_post_is_an_answer(member: User, thread: Thread) -> None:
    hidden = answer(thread, member_of(hub(), "one"))
    services.hide(post=hidden)
    for post in (thread.posts.get(number=1), hidden):
        press(signed_in(member), thread, "accept", post)
    thread.refresh_from_db()
    assert thread.accepted is None


def test_helped_me_counts_each_person_once_and_not_the_author(member: User, thread: Thread) -> None:
    post = answer(thread, member)
    readers = [signed_in(member_of(hub(), f"reader{n}")) for n in range(2)]
    for client in [*readers, *readers, signed_in(member)]:
        press(client, thread, "thank", post)
    assert readers[0].get(url_of(thread)).context["posts"][1].post.helped_count == 2
    press(readers[0], thread, "unthank", post)
    shown = readers[0].get(url_of(thread)).context["posts"][1].post
    assert (shown.helped_count, shown.helped_me) == (1, False)


def test_who_writes_follows_until_he_or_she_stops(member: User, thread: Thread) -> None:
    replier = member_of(hub(), "replier")
    answer(thread, replier)
    assert set(Follow.objects.filter(thread=thread).values_list("user", flat=True)) == {member.pk, replier.pk}
    client = signed_in(replier)
    for act, is_on in (("unfollow", False), ("unfollow", False), ("follow", True), ("follow", True)):
        press(client, thread, act)
        assert client.get(url_of(thread)).context["thread"].is_followed is is_on
