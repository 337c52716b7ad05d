"""Hubs and people for tests of the communities."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth.models import Permission
from django.test import Client

from communities.hubs.models import Hub, Membership
from communities.people.models import User

HUB = "non-revenue-water"


def hub(key: str = HUB, **fields: str) -> Hub:
    """A hub of the real content; `fields` such as visibility="hidden" are set first."""
    found = Hub.objects.select_related("theme").get(theme__key=key)
    for name, value in fields.items():
        setattr(found, name, value)
    if fields:
        found.save()
    return found


def person(name: str = "member", **fields: object) -> User:
    return User.objects.create_user(f"{name}@utility.example", **fields)


def member_of(
    hub: Hub, name: str = "insider", *, role: str = "member", state: str = "active", **fields: object
) -> User:
    user = person(name, **fields)
    Membership.objects.create(hub=hub, user=user, role=role, state=state)
    return user


def moderator() -> User:
    """Staff who may moderate every hub."""
    user = person("moderator", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="moderate_hub"))
    return user


def signed_in(user: User) -> Client:
    """As with a code just now: what changes an account asks for nothing more."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
