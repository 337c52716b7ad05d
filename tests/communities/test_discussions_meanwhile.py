"""A thread is merged or split between being read and being locked: nothing fails, and what was typed is kept."""

from collections.abc import Callable
from typing import Any

import pytest

from communities.correspondence.answering import Refused
from communities.correspondence.incoming import Incoming, Letter
from communities.correspondence.posting import reply
from communities.discussions import services
from communities.discussions.models import Post, Thread
from communities.discussions.querysets import ThreadQuerySet
from communities.discussions.telling import tell_of_post
from communities.discussions.tidying.services import merge
from communities.discussions.tidying.services import split as split_off
from communities.discussions.views import threads
from communities.notifications.models import Notification
from communities.people.models import User

from .discussions import answer, typed_in, url_of
from .hubs import hub, member_of, signed_in
from .tidying import thread_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has something done by others when a view, which has read the thread, comes to its service."""

    def arrange(name: str, done: Callable[[], Any], owner: Any = services) -> None:
        service = getattr(owner, name)

        def overtaken(*args: Any, **given: Any) -> Any:
            done()
            return service(*args, **given)

        monkeypatch.setattr(owner, name, overtaken)

    return arrange


def split_before_it_is_locked(monkeypatch: pytest.MonkeyPatch, thread: Thread, post: Post) -> None:
    locked = ThreadQuerySet.locked

    def overtaken(threads: ThreadQuerySet, pk: int) -> Thread:
        monkeypatch.setattr(ThreadQuerySet, "locked", locked)
        split_off(thread=thread, keys=[post.pk], title="Meters")
        return locked(threads, pk)

    monkeypatch.setattr(ThreadQuerySet, "locked", overtaken)


def test_an_answer_to_a_thread_that_was_merged_away_waits_in_the_other_one(asker: User, before: Any) -> None:
    old, new = thread_of(asker, 2, "Old"), thread_of(asker, 2, "New")
    before("reply", lambda: merge(thread=old, into=new))
    page = signed_in(asker).post(url_of(old), {"body": "Typed for an hour", "language": "en"}, follow=True)
    assert page.context["thread"] == new
    assert typed_in(page) == "Typed for an hour"
    assert "nothing was changed" in told(page)
    assert new.posts.count() == 4


def test_what_is_pressed_on_a_thread_that_was_merged_away_leads_to_the_other_one(
    boss: User, asker: User, before: Any
) -> None:
    old, new = thread_of(asker, 2, "Old"), thread_of(asker, 2, "New")
    before("do", lambda: merge(thread=old, into=new), threads)
    page = signed_in(boss).post(url_of(old, act=True), {"act": "close"}, follow=True)
    assert page.context["thread"] == new
    assert not page.context["thread"].is_closed


def test_without_a_place_to_lead_to_it_is_not_there(asker: User, before: Any) -> None:
    thread = thread_of(asker, 1)
    before("reply", lambda: Thread.objects.get(pk=thread.pk).delete())
    assert signed_in(asker).post(url_of(thread), {"body": "To whom?"}).status_code == 404


def test_an_edit_follows_a_post_that_was_merged(asker: User, before: Any) -> None:
    old, new = thread_of(asker, 2, "Old"), thread_of(asker, 2, "New")
    post = old.posts.get(number=1)
    before("edit", lambda: merge(thread=old, into=new))
    address = f"{url_of(old, post=post)}edit/"
    arrived = signed_in(asker).post(address, {"body": "Changed", "language": "fr"})
    post.refresh_from_db()
    new.refresh_from_db()
    assert (post.body, post.thread, new.language) == ("Changed", new, "en")
    assert arrived["Location"] == f"{url_of(new)}?from=1#post-3"


def test_the_language_of_an_edited_post_that_was_split_off_is_that_of_its_new_thread(
    asker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = thread_of(asker, 3)
    post = thread.posts.get(number=2)
    split_before_it_is_locked(monkeypatch, thread, post)
    services.edit(post=post, body="En français", language="fr")
    thread.refresh_from_db()
    assert (thread.language, Thread.objects.get(title="Meters").language) == ("en", "fr")


@pytest.mark.parametrize(("act", "hidden_by"), [("hide", "facilitator"), ("remove", "author")])
def test_a_post_that_was_split_off_is_hidden_where_it_is(
    boss: User, asker: User, before: Any, act: str, hidden_by: str
) -> None:
    thread = thread_of(asker, 3)
    post = thread.posts.get(number=2)
    before(act, lambda: split_off(thread=thread, keys=[post.pk], title="Meters"))
    client = signed_in(boss if act == "hide" else asker)
    client.post(url_of(thread, act=True, post=post), {"act": act})
    post.refresh_from_db()
    thread.refresh_from_db()
    assert (post.thread.title, post.hidden_by, post.thread.is_question_hidden) == ("Meters", hidden_by, True)
    assert not thread.is_question_hidden


def test_of_a_post_that_was_split_off_its_readers_are_told_all_the_same(
    asker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = thread_of(asker, 2)
    post = answer(thread, member_of(hub(), "helper"), "Ask @[Ana López]")
    ana = member_of(hub(), "ana", first_name="Ana", last_name="López")
    post.mentions.add(ana)
    split_before_it_is_locked(monkeypatch, thread, post)
    tell_of_post.call(post.pk)
    assert [told.kind for told in Notification.objects.filter(user=ana)] == ["mention"]


def test_a_mail_to_a_thread_that_was_merged_a_moment_ago_is_answered(asker: User, before: Any) -> None:
    old, new = thread_of(asker, 2, "Old"), thread_of(asker, 2, "New")
    before("reply", lambda: merge(thread=old, into=new))
    incoming = Incoming.read(b"Message-ID: <one@utility.example>\n\nTyped for an hour")
    with pytest.raises(Refused, match="not there any more"):
        reply(asker, old.pk, incoming, Letter.read(incoming))
