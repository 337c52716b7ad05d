"""Two let in, invite, pin or mail in the same moment: it is done once, and nobody is told twice."""

from functools import partial
from typing import Any

import pytest
from django.core import mail

from communities.hubs.inviting import UsedUp, accept, invite, link_of
from communities.hubs.models import Invitation, Membership
from communities.hubs.pinning import AT_MOST, pin
from communities.hubs.services import appoint, decline, join, leave, let_in, welcome
from communities.moderation.models import ModerationLogEntry
from communities.notifications.kinds import Frequency
from communities.notifications.mailing import mail_what_is_due
from communities.notifications.models import Notification
from communities.notifications.services import tell
from communities.people.models import User
from search.documents import PUBLIC
from search.models import SearchEntry

from .at_once import ROUNDS, at_once, somebody
from .hubs import hub

PEOPLE = 20


@pytest.fixture(params=range(ROUNDS))
def boss(own_database: None, request: Any) -> User:
    return somebody(role="facilitator")


@pytest.fixture
def other_boss(boss: User) -> User:
    return somebody(role="facilitator")


def membership_of(user: User) -> Membership:
    return Membership.objects.select_related("hub__theme", "user").get(user=user)


def test_who_asks_is_let_in_or_declined_once_and_told_once(boss: User, other_boss: User) -> None:
    asked = membership_of(somebody(state="asked"))
    done = at_once(partial(let_in, membership=asked, by=boss), partial(decline, membership=asked, by=other_boss))
    assert sorted(done) == [False, True]
    kind, state = [("let-in", "active"), ("declined", "removed")][done.index(True)]
    assert membership_of(asked.user).state == state
    assert [news.kind for news in Notification.objects.filter(user=asked.user)] == [kind]


def test_a_word_of_welcome_is_said_once(boss: User, other_boss: User) -> None:
    new = membership_of(somebody())
    done = at_once(*(partial(welcome, membership=new, by=by) for by in (boss, other_boss)))
    assert sorted(done) == [False, True]
    [news] = Notification.objects.filter(user=new.user)
    assert news.actor == (boss, other_boss)[done.index(True)]


def test_who_leaves_while_made_a_facilitator_is_gone(boss: User) -> None:
    user = somebody()
    appointing = partial(appoint, membership=membership_of(user), by=boss)
    _left, appointed = at_once(partial(leave, hub=hub(), user=user), appointing)
    assert appointed in (True, False)
    assert not Membership.objects.filter(user=user).exists()
    assert Notification.objects.filter(user=user).count() == appointed


def test_who_joins_twice_is_one_member(boss: User) -> None:
    user = somebody()
    Membership.objects.filter(user=user).delete()
    first, second = at_once(*[partial(join, hub=hub(), user=user)] * 2)
    assert first == second == membership_of(user)


def test_an_invitation_by_mail_lets_in_one_of_two(boss: User) -> None:
    invitation = Invitation.objects.create(hub=hub(), email="new@utility.example", invited_by=boss)
    guests = [somebody(state="asked") for _each in range(2)]
    came = at_once(*(partial(accept, invitation=invitation, user=user) for user in guests))
    [inside] = [each for each in came if isinstance(each, Membership)]
    assert [type(each) for each in came if each is not inside] == [UsedUp]
    assert sorted(membership_of(user).state for user in guests) == ["active", "asked"]
    assert Invitation.objects.get(pk=invitation.pk).accepted_by == inside.user


def test_two_who_invite_the_same_person_send_one_invitation(boss: User, other_boss: User) -> None:
    email = f"guest{boss.pk}@utility.example"
    first, second = at_once(*(partial(invite, hub=hub(), email=email, by=by) for by in (boss, other_boss)))
    assert first == second == Invitation.objects.get(email=email)
    assert len([sent for sent in mail.outbox if sent.to == [email]]) == 1


def test_two_who_want_the_link_get_the_same(boss: User, other_boss: User) -> None:
    Invitation.objects.filter(email="").delete()
    first, second = at_once(*(partial(link_of, hub=hub(), by=by) for by in (boss, other_boss)))
    assert first == second == Invitation.objects.get(email="")


def test_two_who_pin_the_last_thing_do_not_pin_too_many(boss: User, other_boss: User) -> None:
    hub().pins.all().delete()
    keys = SearchEntry.objects.filter(part=0, audience=PUBLIC).values_list("key", flat=True).distinct().order_by("key")
    *first, one, another = keys[: AT_MOST + 1]
    for key in first:
        pin(hub=hub(), key=key, by=boss)
    done = at_once(partial(pin, hub=hub(), key=one, by=boss), partial(pin, hub=hub(), key=another, by=other_boss))
    assert sorted(map(repr, done)) == ["None", "TooMany()"]
    assert hub().pins.count() == AT_MOST


def test_a_thing_that_is_pinned_twice_is_written_down_once(boss: User) -> None:
    hub().pins.all().delete()
    key = SearchEntry.objects.filter(part=0, audience=PUBLIC).values_list("key", flat=True)[0]
    assert at_once(*[partial(pin, hub=hub(), key=key, by=boss)] * 2) == [None, None]
    assert ModerationLogEntry.objects.filter(user=boss).count() == hub().pins.count() == 1


def test_of_two_workers_one_mails_each_person(boss: User) -> None:
    Notification.objects.all().delete()
    people = [somebody() for _each in range(PEOPLE)]
    mail.outbox.clear()
    tell(users=people, kind="let-in", about=f"test:{boss.pk}", path="hubs/", hub=hub(), actor=boss)
    counts = at_once(*[partial(mail_what_is_due, Frequency.AT_ONCE)] * 3)
    assert sum(counts) == PEOPLE
    assert sorted(to for sent in mail.outbox for to in sent.to) == sorted(user.email for user in people)
    assert not Notification.objects.filter(mailed_at=None).exists()
