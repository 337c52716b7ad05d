"""`make run` shows what a hub is for: made-up members and threads that say so, added once."""

import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from communities.discussions.models import Post, Thread
from communities.hubs.models import Membership
from communities.people.models import User

pytestmark = pytest.mark.django_db


def test_demonstration_members_and_threads_are_added_once_and_say_what_they_are(settings: Any) -> None:
    settings.DEBUG = True
    for _time in range(2):
        call_command("load_demo", verbosity=0)
    assert (Thread.objects.count(), Post.objects.count()) == (3, 5)
    titles = Thread.objects.values_list("title", flat=True)
    assert all(re.match("Demonstration|Démonstration|Демонстрация", title) for title in titles)
    names = {user.get_full_name() for user in User.objects.filter(memberships__in=Membership.objects.inside())}
    assert all("(demo)" in name or "(démo)" in name or "(демо)" in name for name in names)


def test_a_site_that_is_not_for_development_gets_none_of_it() -> None:
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)
    assert not Thread.objects.exists()
