"""Members with something to tell, for tests of people."""

from typing import Any

from django.test import Client
from django.utils import timezone

from communities.people.models import Profile, User
from communities.people.profiles.visibility import FIELDS, PAGE, default_visibility

from .hubs import person


def member(name: str = "ana", *, see: str | dict[str, str] = "members", **fields: Any) -> User:
    """Somebody who has signed in; `see` is the audience of everything, or of some fields."""
    has_left = fields.pop("is_active", True)
    user = person(
        name,
        first_name=fields.pop("first_name", name.title()),
        last_name=fields.pop("last_name", "Ruiz"),
        last_login=timezone.now(),
        is_active=has_left,
    )
    everything = default_visibility() | see if isinstance(see, dict) else dict.fromkeys((PAGE, *FIELDS), see)
    tell(user, visibility=everything, **fields)
    return user


def tell(user: User, **fields: Any) -> Profile:
    """Set fields of somebody's profile."""
    profile = user.profile
    themes = fields.pop("themes", None)
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save()
    if themes is not None:
        profile.themes.set(themes)
    return profile


def client_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client
