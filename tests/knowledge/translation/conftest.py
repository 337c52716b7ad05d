from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from communities.people.models import User


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """A browser of somebody with the roles named; without any, of staff that no group lets near a page."""

    def sign_in(*groups: str) -> Client:
        name = "-".join(groups).lower() or "nobody"
        user = User.objects.create_user(f"{name}@utility.example", "a long enough secret", is_staff=True)
        user.groups.set(Group.objects.filter(name__in=groups))
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def translator(signed_in: Callable[..., Client]) -> Client:
    return signed_in("Translators")
