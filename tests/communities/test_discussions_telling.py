"""Members hear of a question, those who follow of a reply; of what is not for them any more, nobody hears."""

from typing import Any
from uuid import uuid4

import pytest

from communities.discussions import services
from communities.discussions.asking.services import call
from communities.discussions.belongings import erase_posts
from communities.discussions.models import Thread
from communities.discussions.tidying import services as tidying
from communities.hubs.models import Hub
from communities.live.state import State
from communities.moderation import subjects
from communities.moderation.models import Report, Verdict
from communities.moderation.services import decide, report
from communities.notifications.kinds import Frequency
from communities.notifications.mailing import mail_what_is_due
from communities.notifications.models import Notification
from communities.people.models import User
from tests.commits import committed

from .discussions import answer, question, url_of
from .hubs import HUB, hub, member_of, moderator, person, signed_in

pytestmark = pytest.mark.django_db


def kinds(user: User) -> list[str]:
    return [each.kind for each in user.notifications.readable().order_by("pk")]


def test_members_hear_of_a_question_and_followers_of_a_reply() -> None:
    here, outsider = hub(), person("outsider")
    asker, helper, silent = (member_of(here, name) for name in ("asker", "helper", "silent"))
    with committed():
        thread = question(here, asker)
    with committed():
        answer(thread, helper)
    with committed():
        services.edit(post=thread.posts.get(number=1), body="Changed", language="en")
    assert [kinds(user) for user in (asker, helper, silent, outsider)] == [["reply"], ["question"], ["question"], []]


def test_news_lead_to_the_post_itself() -> None:
    here = hub()
    asker, helper = member_of(here, "asker"), member_of(here, "helper")
    with committed():
        thread = question(here, asker)
    with committed():
        post = answer(thread, helper)
    opened = signed_in(asker).get(f"/ru/inbox/{asker.notifications.get().pk}/")
    assert opened["Location"] == post.permalink.replace("/en/", "/ru/")


def test_who_left_a_closed_hub_is_mailed_nothing_of_it_any_more(mailoutbox: list[Any]) -> None:
    here = hub(visibility=Hub.Visibility.HIDDEN)
    asker, gone = member_of(here, "asker"), member_of(here, "gone")
    with committed():
        question(here, asker)
    assert kinds(gone) == ["question"]
    signed_in(gone).post(f"/en/hubs/{HUB}/leave/")
    assert kinds(gone) == []
    assert mail_what_is_due(Frequency.WEEKLY) == 0


def test_who_was_removed_from_a_closed_hub_keeps_no_news_of_it_but_that() -> None:
    here = hub(visibility=Hub.Visibility.MEMBERS)
    asker, gone = member_of(here, "asker"), member_of(here, "gone")
    boss = member_of(here, "boss", role="facilitator")
    with committed():
        question(here, asker)
    signed_in(boss).post(f"/en/hubs/{HUB}/members/{gone.memberships.get().pk}/", {"act": "remove"})
    assert kinds(gone) == ["removed"]


def test_a_post_that_was_hidden_at_once_is_no_news() -> None:
    here = hub()
    asker, helper = member_of(here, "asker"), member_of(here, "helper")
    with committed():
        services.hide(post=services.ask(hub=here, author=asker, body="Why?", language="en", token=uuid4()))
    assert kinds(helper) == []


def test_who_is_no_member_but_reads_and_follows_hears_of_replies() -> None:
    here, outsider = hub(), person("outsider")
    asker, helper = member_of(here, "asker"), member_of(here, "helper")
    thread = question(here, asker)
    signed_in(outsider).post(url_of(thread, act=True), {"act": "follow"})
    with committed():
        answer(thread, helper)
    assert kinds(outsider) == ["reply"]
    hub(visibility=Hub.Visibility.MEMBERS)
    with committed():
        answer(thread, helper)
    assert outsider.notifications.count() == 1
    assert [kinds(user) for user in (outsider, asker)] == [[], ["reply", "reply"]]


def test_moderators_hear_replies_to_what_they_wrote_wherever_it_is(mailoutbox: list[Any]) -> None:
    here = hub(visibility=Hub.Visibility.HIDDEN)
    asker, staff = member_of(here, "asker"), moderator()
    thread = question(here, asker)
    answer(thread, staff)
    with committed():
        answer(thread, asker, "Thank you")
    assert kinds(staff) == ["reply"]
    assert mail_what_is_due(Frequency.AT_ONCE) == 1
    assert "Thank you" in mailoutbox[0].body


@pytest.fixture
def told() -> tuple[Thread, User]:
    """A question, and somebody who heard of it and of an answer."""
    here = hub()
    reader, asker = member_of(here, "reader"), member_of(here, "asker")
    with committed():
        thread = question(here, asker, title="Cheap pumps")
    signed_in(reader).post(url_of(thread, act=True), {"act": "follow"})
    with committed():
        answer(thread, asker)
    return thread, reader


def inbox_of(user: User) -> str:
    return signed_in(user).get("/en/inbox/").content.decode()


def test_a_title_that_is_hidden_goes_from_inboxes_and_comes_back_with_its_question(told: Any) -> None:
    thread, reader = told
    post = thread.posts.get(number=1)
    with committed():
        services.hide(post=post)
    assert kinds(reader) == ["reply"]  # nobody hears of the question any more who has not heard yet
    assert "Cheap pumps" not in inbox_of(reader)
    assert "A question that is not shown" in inbox_of(reader)
    with committed():
        services.unhide(post=post)
    assert sorted(kinds(reader)) == ["question", "reply"]
    assert inbox_of(reader).count("Cheap pumps") == 2


def test_a_title_that_is_hidden_is_in_no_mail(told: Any, mailoutbox: list[Any]) -> None:
    thread, reader = told
    User.objects.filter(pk=reader.pk).update(language="fr")
    services.hide(post=thread.posts.get(number=1))
    assert mail_what_is_due(Frequency.WEEKLY) == 0
    assert mail_what_is_due(Frequency.AT_ONCE) == 1
    assert "Cheap pumps" not in mailoutbox[0].subject + mailoutbox[0].body
    assert "Une question" in mailoutbox[0].body


def test_an_answer_to_a_question_that_is_hidden_does_not_tell_its_title(told: Any) -> None:
    thread, reader = told
    services.hide(post=thread.posts.get(number=1))
    with committed():
        answer(thread, thread.author, "One more")
    assert kinds(reader) == ["reply", "reply"]
    assert "Cheap pumps" not in inbox_of(reader)


def test_who_has_heard_of_a_post_is_told_nothing_new_when_it_is_shown_again(told: Any) -> None:
    thread, reader = told
    reader.notifications.mark_read()
    before = list(reader.notifications.values_list("pk", flat=True))
    with committed():
        services.hide(post=thread.posts.get(number=1))
    with committed():
        services.unhide(post=thread.posts.get(number=1))
    assert list(reader.notifications.values_list("pk", flat=True)) == before


def test_words_that_are_erased_leave_no_title_in_the_inboxes_of_others(told: Any) -> None:
    thread, reader = told
    reader.notifications.mark_read()
    erase_posts(thread.author)
    assert "Cheap pumps" not in str(list(reader.notifications.values_list("words", flat=True)))


def test_a_question_that_was_brought_to_somebody_loses_its_title_there_too(told: Any) -> None:
    thread, _reader = told
    call(thread=thread, users=[person("ana")], by=thread.author)
    services.hide(post=thread.posts.get(number=1))
    assert "Cheap pumps" not in str(Notification.objects.get(kind="call"))


def test_what_becomes_of_two_threads_has_one_title_that_can_be_hidden(told: Any) -> None:
    thread, reader = told
    ana = person("ana")
    call(thread=thread, users=[ana], by=thread.author)
    other = question(hub(), reader, title="Pumps, all of them")
    tidying.merge(thread=thread, into=other)
    assert "all of them" in inbox_of(reader)
    assert "all of them" in str(ana.notifications.get())
    services.hide(post=other.posts.get(number=1))
    assert "umps" not in inbox_of(reader) + str(ana.notifications.get())


@pytest.mark.parametrize("visibility", [Hub.Visibility.MEMBERS, Hub.Visibility.HIDDEN])
def test_a_hub_that_is_closed_takes_its_news_from_people_outside(
    told: Any, visibility: str, mailoutbox: list[Any]
) -> None:
    thread, reader = told
    outsider = person("outsider")
    call(thread=thread, users=[outsider], by=thread.author)
    post = thread.posts.get(number=2)
    report(subject=subjects.of_post(post), by=outsider, reason="rude", words="")
    decide(report=Report.objects.get(), by=member_of(hub(), "boss"), verdict=Verdict.DISMISSED)
    assert kinds(outsider) == ["call", "report-dismissed"]
    hub(visibility=visibility)
    assert kinds(outsider) == []
    client = signed_in(outsider)
    page = client.get("/en/inbox/")
    assert (page.context["unread_news"], "Cheap pumps" in page.content.decode()) == (0, False)
    for one in outsider.notifications.all():
        assert client.get(f"/en/inbox/{one.pk}/").status_code == 404
    assert State.of([], [outsider.pk]).unread == {}
    mail_what_is_due(Frequency.AT_ONCE)
    assert [mail.to for mail in mailoutbox] == [[reader.email]]
    hub(visibility=Hub.Visibility.PUBLIC)
    assert kinds(outsider) == ["call", "report-dismissed"]


def test_posts_that_came_from_elsewhere_take_their_news_along_into_a_closed_hub(told: Any) -> None:
    thread, reader = told
    other = question(hub(), thread.author, title="All of them")
    tidying.merge(thread=thread, into=other)
    tidying.move(thread=other, to=hub("sanitation", visibility=Hub.Visibility.HIDDEN))
    assert kinds(reader) == []
