"""A name in a discussion or a list of members leads to the profile, for those who may see it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import RequestContext, Template
from django.test import RequestFactory

from communities.hubs.models import Membership
from communities.people.models import Profile, User
from communities.people.profiles.reading import is_visible_to

from .discussions import LIST, question, url_of
from .hubs import HUB, hub, person, signed_in
from .people import client_of, member

pytestmark = pytest.mark.django_db
MEMBERS = f"/en/hubs/{HUB}/members/"


def joined(user: User) -> User:
    Membership.objects.create(hub=hub(), user=user)
    return user


def test_a_profile_at_hand_is_seen_by_whom_the_database_shows_it_to() -> None:
    people = [member(audience, see=audience) for audience in ("public", "members", "nobody")]
    people += [member("gone", see="public", is_active=False), person("new")]
    for viewer in (AnonymousUser(), *people):
        shown = set(Profile.objects.visible_to(viewer).values_list("pk", flat=True))
        profiles = Profile.objects.filter(user__in=people).select_related("user")
        assert {each.pk for each in profiles if is_visible_to(each, viewer)} == shown


@pytest.mark.parametrize(
    ("see", "readers"), [("public", (True, True)), ("members", (False, True)), ("nobody", (False, False))]
)
def test_names_in_discussions_lead_to_profiles_that_the_reader_may_see(see: str, readers: tuple[bool, bool]) -> None:
    author, reader = joined(member("ana", see=see)), joined(person("reader"))
    thread, link = question(hub(), author), author.profile.get_absolute_url()
    for user, may in zip((None, reader), readers, strict=True):
        for address in (LIST, url_of(thread)):
            page = client_of(user).get(address).content.decode()
            assert (f'<a href="{link}">Ana Ruiz</a>' in page) == may
            assert "Ana Ruiz" in page
    assert (f'<a href="{link}">Ana Ruiz</a>' in signed_in(reader).get(MEMBERS).content.decode()) == readers[1]


def test_who_closed_the_account_has_no_page() -> None:
    author = joined(member("ana", see="public"))
    thread = question(hub(), author)
    author.delete()
    for address in (LIST, url_of(thread)):
        assert "A former member" in client_of(None).get(address).content.decode()


def test_a_name_is_text_and_never_markup() -> None:
    user = member("ana", first_name="<b>Ana</b>", see="public")
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    html = Template("{% load people %}{% person_link who %}").render(RequestContext(request, {"who": user}))
    assert html.endswith(">&lt;b&gt;Ana&lt;/b&gt; Ruiz</a>")
