"""A discussion gets another title: from who asked, with an edit, or from who facilitates."""

import pytest
from django.test import Client

from communities.discussions.models import Thread
from communities.discussions.services import remove
from communities.moderation.models import ModerationLogEntry
from communities.notifications.models import Notification
from communities.people.models import User
from search.models import SearchEntry
from search.sync import drain
from tests.commits import committed

from .discussions import answer, question, url_of
from .hubs import hub, member_of, signed_in
from .tidying import tidy, told

pytestmark = pytest.mark.django_db
LETTER = "Dear colleagues,\n\nhow do you find leaks at night?"


@pytest.fixture
def thread(asker: User) -> Thread:
    return question(hub(), asker, LETTER)


def edit(asker: User, thread: Thread, **sent: str) -> Thread:
    address = f"{url_of(thread, post=thread.posts.get(number=1))}edit/"
    signed_in(asker).post(address, {"body": LETTER, "language": "en"} | sent)
    return Thread.objects.get(pk=thread.pk)


def test_who_asked_gives_the_question_another_title_with_an_edit(asker: User, thread: Thread) -> None:
    address = f"{url_of(thread, post=thread.posts.get(number=1))}edit/"
    assert 'value="Dear colleagues,"' in signed_in(asker).get(address).content.decode()
    assert edit(asker, thread, title="Leaks at night").title == "Leaks at night"
    assert not thread.posts.get().revisions.exists()  # not a word of the text was changed
    assert not ModerationLogEntry.objects.exists()


def test_an_emptied_title_is_made_of_the_first_line_as_it_is_now(asker: User, thread: Thread) -> None:
    assert edit(asker, thread, body="Where are the leaks?\n\nAt night.", title="").title == "Where are the leaks?"


def test_an_answer_has_no_title(asker: User, thread: Thread) -> None:
    post = answer(thread, asker)
    address = f"{url_of(thread, post=post)}edit/"
    assert 'name="title"' not in signed_in(asker).get(address).content.decode()
    signed_in(asker).post(address, {"body": "Changed", "title": "Mine now"})
    assert Thread.objects.get().title == "Dear colleagues,"


def test_a_facilitator_renames_it_and_that_is_written_down(boss: User, asker: User, thread: Thread) -> None:
    assert f"{url_of(thread)}rename/" in signed_in(boss).get(url_of(thread)).content.decode()
    page = tidy(boss, thread, "rename", title="Leaks at night")
    assert page.context["thread"].title == "Leaks at night"
    assert "The discussion has a new title." in told(page)
    entry = ModerationLogEntry.objects.get()
    assert (entry.action, entry.user, entry.person) == ("discussions.rename", boss, asker)


def test_without_a_title_it_keeps_the_one_that_it_has(boss: User, thread: Thread) -> None:
    page = tidy(boss, thread, "rename", title=" ")
    assert page.context["form"].errors["title"]
    assert Thread.objects.get().title == "Dear colleagues,"


def test_inboxes_and_search_follow(boss: User, asker: User) -> None:
    with committed():
        reader = member_of(hub(), "reader")
        thread = question(hub(), asker, LETTER)
    with committed():
        tidy(boss, thread, "rename", title="Leaks at night")
    drain()
    assert SearchEntry.objects.get(reference=f"thread-{thread.pk}").title == "Leaks at night"
    assert [told.words["title"] for told in Notification.objects.filter(user=reader)] == ["Leaks at night"]


def test_the_title_of_a_question_that_was_removed_is_shown_to_no_facilitator(boss: User, thread: Thread) -> None:
    answer(thread, boss)
    remove(post=thread.posts.get(number=1))
    page = signed_in(boss).get(f"{url_of(thread)}rename/").content.decode()
    assert "Dear colleagues" not in page
    assert "rename/" not in signed_in(boss).get(url_of(thread)).content.decode()
    assert "Dear colleagues" not in Client().get(url_of(thread)).content.decode()
