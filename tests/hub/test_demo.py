"""`make run` shows what a hub is for: made-up members and threads that say so, added once."""

import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from communities.discussions.models import Post, Thread
from communities.hubs.models import Date, Membership
from communities.people.models import Profile, User

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


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEBUG = True
    call_command("load_demo", verbosity=0)


@pytest.mark.usefixtures("demo")
def test_each_demonstration_thread_leads_to_a_page_of_the_library(client: Client) -> None:
    for thread in Thread.objects.all():
        texts = " ".join(thread.posts.values_list("body", flat=True))
        found = re.findall(r"\]\((/\w\w/library/[\w-]+/)\)", texts)
        assert found, thread.title
        assert [client.get(address).status_code for address in found] == [200] * len(found)


@pytest.mark.usefixtures("demo")
def test_people_of_the_demonstration_stand_beside_case_studies_and_in_the_directory(client: Client) -> None:
    client.force_login(User.objects.create_user("reader@utility.example"))
    page = client.get("/en/library/mwanza-mwauwasa-dunea/").content.decode()
    assert "People who did this, or can help with it" in page
    assert "Grace (demo)" in page
    assert [face.name for face in client.get("/en/people/?country=ML").context["directory"].faces] == [
        "Ibrahim (démo)"
    ]


@pytest.mark.usefixtures("demo")
def test_something_is_coming_up_and_a_question_is_answered() -> None:
    assert {date.hub.theme.key for date in Date.objects.upcoming()} == {"commercial", "sanitation"}
    assert Thread.objects.exclude(accepted=None).count() == 1


@pytest.mark.usefixtures("demo")
def test_what_people_changed_stays_as_they_left_it() -> None:
    Date.objects.update(cancelled_at=timezone.now())
    Thread.objects.update(accepted=None)
    Profile.objects.update(offers="", country="")
    call_command("load_demo", verbosity=0)
    assert Date.objects.count() == 2
    assert not Date.objects.upcoming().exists()
    assert not Thread.objects.exclude(accepted=None).exists()
    assert not Profile.objects.exclude(offers="", country="").exists()


def test_a_site_that_is_not_for_development_gets_none_of_it() -> None:
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)
    assert not Thread.objects.exists()
