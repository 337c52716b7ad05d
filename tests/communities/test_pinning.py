"""What a hub begins with: facilitators pin things of this site, and welcome who comes."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from communities.hubs.models import Hub, HubPage, Membership, Pin
from communities.hubs.pinning import AT_MOST
from knowledge.library.models import CaseStudyPage
from search.models import SearchEntry

from .discussions import question
from .hubs import HUB, hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db
HOME = f"/en/hubs/{HUB}/"
STUDY = "/en/library/da-nang-vei/"
TITLE = "Da Nang"


@pytest.fixture
def boss() -> Client:
    return signed_in(member_of(hub(), "boss", role="facilitator"))


def pin(client: Client, address: str = STUDY) -> HttpResponse:
    return client.post(f"{HOME}pin/", {"address": address})


def pinned(client: Client, home: str = HOME) -> list[str]:
    return [entry.url for entry in client.get(home).context["pinned"]]


def test_what_is_pinned_stands_first_for_everybody_in_the_reader_s_language(boss: Client) -> None:
    assert pin(boss).status_code == 302
    assert pinned(Client()) == [STUDY]
    assert pinned(Client(), f"/ru/hubs/{HUB}/") == [STUDY.replace("/en/", "/ru/")]


@pytest.mark.parametrize(
    "address",
    [
        "/ru/library/da-nang-vei/",
        "http://localhost:8000/fr/library/da-nang-vei/?from=search#lessons",
        "  /en/library/da-nang-vei  ",
    ],
)
def test_any_address_of_a_work_will_do(boss: Client, address: str) -> None:
    pin(boss, address)
    assert pinned(Client()) == [STUDY]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "Da Nang",
        "https://example.org/en/library/da-nang-vei/",
        "/en/",
        "/en/nowhere/",
        "//a.example",
        "http://[::1",
        "x" * 501,
    ],
)
def test_what_is_no_page_of_this_site_is_told_beside_the_field_and_kept(boss: Client, address: str) -> None:
    answer = pin(boss, address)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["address"]
    assert answer.context["form"]["address"].value() == address
    assert not Pin.objects.exists()


def test_pinned_twice_it_stands_there_once_and_can_be_taken_off(boss: Client) -> None:
    pin(boss)
    pin(boss)
    [entry] = boss.get(HOME).context["pinned"]
    boss.post(f"{HOME}unpin/", {"key": entry.key})
    boss.post(f"{HOME}unpin/", {"key": entry.key})
    assert pinned(boss) == []


def addresses(count: int) -> list[str]:
    urls = SearchEntry.objects.filter(url__startswith="/en/partnerships/", part=0).order_by("pk")
    return list(urls.values_list("url", flat=True)[:count])


def test_more_than_a_handful_is_refused_until_one_is_taken_off_or_gone(boss: Client) -> None:
    *first, last = addresses(AT_MOST + 1)
    for address in first:
        pin(boss, address)
    assert list(pin(boss, last).context["form"].errors) == ["address"]
    SearchEntry.objects.filter(key=Pin.objects.earliest("pk").key).delete()
    assert pin(boss, last).status_code == 302


def test_a_page_that_is_taken_down_is_pinned_no_more(boss: Client) -> None:
    pin(boss)
    for page in CaseStudyPage.objects.filter(slug="da-nang-vei"):
        page.unpublish()
    SearchEntry.objects.filter(url__endswith="/library/da-nang-vei/").delete()
    assert pinned(Client()) == []


def test_a_thread_of_a_closed_hub_cannot_be_pinned_where_others_would_see_its_title(boss: Client) -> None:
    here = hub("sanitation", visibility=Hub.Visibility.HIDDEN)
    thread = question(here, member_of(here, "asker"))
    assert pin(boss, thread.get_absolute_url()).status_code == 200
    SearchEntry.objects.create(
        key="discussions.thread:1", reference="thread-1", language="en", audience=here.circle, url="/en/x/", title="x"
    )
    Pin.objects.create(hub=hub(), key="discussions.thread:1")
    assert pinned(Client()) == pinned(boss) == []


def test_nobody_is_pinned_as_a_person(boss: Client) -> None:
    url = "/en/people/abcdefghjk/"
    SearchEntry.objects.create(
        key="people.profile:1",
        reference="person-1",
        language="en",
        audience="public",
        kind="person",
        url=url,
        title="Ana",
    )
    assert pin(boss, url).status_code == 200


def queries(client: Client) -> int:
    client.get(HOME)
    with CaptureQueriesContext(connection) as captured:
        client.get(HOME)
    return len(captured)


def test_the_hub_s_home_asks_as_much_with_much_on_it_as_with_little(boss: Client) -> None:
    """At most fourteen times for a member, whatever is pinned and whoever has come."""
    member = signed_in(member_of(hub(), "reader"))
    pin(boss)
    few = queries(member)
    for address in addresses(AT_MOST - 1):
        pin(boss, address)
    for number in range(12):
        member_of(hub(), f"member-{number}")
    assert queries(member) == few <= 14


def new(name: str = "ana") -> Membership:
    return Membership.objects.get(user=member_of(hub(), name))


def welcome(client: Client, membership: Membership, **more: str) -> HttpResponse:
    return client.post(f"{HOME}members/{membership.pk}/", {"act": "welcome", **more})


def test_a_facilitator_welcomes_who_is_new_from_the_hub_s_home_and_the_person_hears_of_it(boss: Client) -> None:
    membership = new()
    assert 'value="welcome"' in boss.get(HOME).content.decode()
    assert welcome(boss, membership, next=HOME)["Location"] == HOME
    assert membership.user.notifications.get().kind == "welcomed"
    assert 'value="welcome"' not in boss.get(HOME).content.decode()


def test_of_two_facilitators_who_welcome_one_person_the_second_is_told_so(boss: Client) -> None:
    membership = new()
    welcome(boss, membership)
    other = signed_in(member_of(hub(), "other", role="facilitator"))
    answer: Any = other.post(f"{HOME}members/{membership.pk}/", {"act": "welcome"}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]
    assert membership.user.notifications.count() == 1


def test_members_see_who_facilitates_and_who_came_and_no_button_to_welcome() -> None:
    member_of(hub(), "boss", role="facilitator", first_name="Grace")
    reader = signed_in(member_of(hub(), "reader", first_name="Ana"))
    shown = reader.get(HOME)
    assert [each.user.first_name for each in shown.context["people"]] == ["Grace", "Ana"]
    assert 'value="welcome"' not in shown.content.decode()


@pytest.mark.parametrize("visibility", Hub.Visibility.values)
def test_who_is_there_is_told_to_nobody_outside(visibility: str) -> None:
    here = hub(visibility=visibility)
    member_of(here, "boss", role="facilitator", first_name="Unmistakable")
    outside = {"visitor": Client(), "member": signed_in(person("outsider"))}
    seen = {name: "Unmistakable" in client.get(HOME).content.decode() for name, client in outside.items()}
    assert seen == {"visitor": False, "member": visibility == Hub.Visibility.PUBLIC}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_hub_below_a_page_that_asks_for_a_password_asks_for_it_too(language: str) -> None:
    page = HubPage.objects.get(hub=hub(), locale__language_code=language)
    secret = PageViewRestriction(page=page.get_parent(), restriction_type="password", password="x")
    secret.save()
    assert page.get_view_restrictions().get() == secret
    assert "password" in Client().get(f"/{language}/hubs/{HUB}/").content.decode()


def test_an_alias_is_as_restricted_as_its_source() -> None:
    source = HubPage.objects.get(hub=hub(), locale__language_code="en")
    alias = HubPage.objects.get(hub=hub(), locale__language_code="fr")
    HubPage.objects.filter(pk=alias.pk).update(alias_of=source)
    alias.refresh_from_db()
    secret = PageViewRestriction.objects.create(page=source, restriction_type="login")
    assert alias.get_view_restrictions().get() == secret
    assert Client().get(f"/fr/hubs/{HUB}/").status_code == 302
