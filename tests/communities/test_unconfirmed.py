"""An address that somebody typed in, and whose code nobody did, is forgotten; every other account stays."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from communities.hubs.models import Invitation, Membership
from communities.people.forgetting import unconfirmed
from communities.people.forgetting.services import forget_what_is_old
from communities.people.models import Profile, User
from communities.people.services import account_for

from .accounts import PASSWORD, by_code, is_signed_in
from .hubs import HUB, hub, person

pytestmark = pytest.mark.django_db
NEW = "new@utility.example"
JOIN = f"/en/hubs/{HUB}/join/"


def typed_in(**fields: Any) -> User:
    """An account as the door makes it."""
    user = account_for(email=NEW, language="en")
    assert user
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    return user


def a_year_later() -> int:
    return forget_what_is_old(timezone.now() + timedelta(days=365))["unconfirmed_accounts"]


def test_it_goes_with_all_that_the_door_made() -> None:
    typed_in()
    assert a_year_later() == 1
    assert not User.objects.filter(email=NEW).exists()
    assert not EmailAddress.objects.filter(email=NEW).exists()
    assert not Profile.objects.exists()


def with_password() -> User:
    user = typed_in()
    user.set_password(PASSWORD)
    user.save()
    return user


def confirmed() -> User:
    user = typed_in()
    EmailAddress.objects.filter(user=user).update(verified=True)
    return user


def of_provider() -> User:
    user = typed_in()
    SocialAccount.objects.create(user=user, provider="openid_connect", uid="17")
    return user


def made_a_member() -> User:
    user = typed_in()
    Membership.objects.create(hub=hub(), user=user)
    return user


def of_a_group() -> User:
    user = typed_in()
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def written_by_an_administrator() -> User:
    """And somebody has tried to get in since."""
    user = person("new")
    assert account_for(email=NEW, language="en") == user
    return user


def readdressed_by_an_administrator() -> User:
    user = typed_in()
    user.email = "newer@utility.example"
    user.save()
    return user


ACCOUNTS: list[Callable[[], User]] = [
    with_password,
    confirmed,
    of_provider,
    made_a_member,
    of_a_group,
    written_by_an_administrator,
    readdressed_by_an_administrator,
    lambda: typed_in(is_staff=True),
    lambda: typed_in(is_superuser=True),
    lambda: typed_in(is_active=False),
    lambda: typed_in(last_name="Ruiz"),
    lambda: typed_in(last_login=timezone.now()),
]


@pytest.mark.parametrize("make", ACCOUNTS)
def test_an_account_that_anybody_touched_stays(make: Callable[[], User]) -> None:
    user = make()
    assert a_year_later() == 0
    assert User.objects.filter(pk=user.pk).exists()


def test_demonstration_accounts_stay(settings: Any) -> None:
    settings.DEBUG = True
    call_command("load_demo", verbosity=0)
    before = User.objects.count()
    assert a_year_later() == 0
    assert User.objects.count() == before > 5


def test_who_asks_for_another_code_is_waited_for_anew() -> None:
    User.objects.filter(pk=typed_in().pk).update(date_joined=timezone.now() - timedelta(days=100))
    account_for(email=NEW.upper(), language="en")
    assert forget_what_is_old()["unconfirmed_accounts"] == 0
    assert User.objects.filter(email=NEW).exists()


def test_when_somebody_joined_does_not_change_with_every_code() -> None:
    long_ago = timezone.now() - timedelta(days=100)
    ana = person("ana", date_joined=long_ago, last_login=long_ago)
    account_for(email=ana.email, language="en")
    ana.refresh_from_db()
    assert ana.date_joined == long_ago


@pytest.mark.parametrize("meanwhile", ["signs in", "is made a member"])
def test_who_comes_while_it_is_being_deleted_stays(monkeypatch: pytest.MonkeyPatch, meanwhile: str) -> None:
    user, find = typed_in(), unconfirmed.in_batches

    def find_and_be_overtaken(rows: Any) -> Iterator[list[Any]]:
        for keys in find(rows):
            if meanwhile == "signs in":
                User.objects.filter(pk=user.pk).update(last_login=timezone.now())
            else:
                Membership.objects.create(hub=hub(), user=user)
            yield keys

    monkeypatch.setattr(unconfirmed, "in_batches", find_and_be_overtaken)
    assert a_year_later() == 0
    assert User.objects.filter(pk=user.pk).exists()


def test_who_comes_back_gets_a_new_account_with_a_new_code(client: Client) -> None:
    first = typed_in()
    a_year_later()
    by_code(client, User(email=NEW), JOIN)
    assert is_signed_in(client)
    assert Membership.objects.get().user.email == NEW
    assert Membership.objects.get().user.pk != first.pk


def test_a_code_that_came_too_late_opens_nothing_and_says_so(client: Client) -> None:
    asked = client.post("/en/accounts/login/code/", {"email": NEW})
    code = str(mail.outbox[-1].body).split("    ")[1].split()[0]
    a_year_later()
    answer = client.post(asked["Location"].partition("?")[0], {"code": code}, follow=True)
    assert answer.status_code == 200
    assert not is_signed_in(client)
    assert not User.objects.filter(email=NEW).exists()


def test_who_was_invited_is_still_invited() -> None:
    Invitation.objects.create(hub=hub(), email=NEW, invited_by=person("boss", last_login=timezone.now()))
    Invitation.objects.update(until=timezone.now() + timedelta(days=400))
    typed_in()
    assert a_year_later() == 1
    assert Invitation.objects.open().exists()
