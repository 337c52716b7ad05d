"""Members hear of a question, those who follow of a reply; of what is not for them any more, nobody hears."""

from typing import Any
from uuid import uuid4

import pytest

from communities.discussions import services
from communities.hubs.models import Hub
from communities.notifications.kinds import Frequency
from communities.notifications.mailing import mail_what_is_due
from communities.people.models import User
from tests.commits import committed

from .discussions import answer, question
from .hubs import HUB, hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db


def kinds(user: User) -> list[str]:
    return [each.kind for each in user.notifications.order_by("pk")]


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


def test_who_was_removed_from_a_closed_hub_keeps_no_news_of_it() -> None:
    here = hub(visibility=Hub.Visibility.MEMBERS)
    asker, gone = member_of(here, "asker"), member_of(here, "gone")
    boss = member_of(here, "boss", role="facilitator")
    with committed():
        question(here, asker)
    signed_in(boss).post(f"/en/hubs/{HUB}/members/{gone.memberships.get().pk}/", {"act": "remove"})
    assert kinds(gone) == []


def test_a_post_that_was_hidden_at_once_is_no_news() -> None:
    here = hub()
    asker, helper = member_of(here, "asker"), member_of(here, "helper")
    with committed():
        services.hide(post=services.ask(hub=here, author=asker, body="Why?", language="en", token=uuid4()))
    assert kinds(helper) == []
