"""A practitioner gives an address, types in a code and is inside a hub; who has an account presses once."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from communities.hubs.models import Hub, Membership
from communities.people.models import User
from search.models import SearchEntry
from tests.commits import committed

from .hubs import HUB, hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db
NEW = "ana@utility.example"
SECRET = "a long enough secret"


def ask_for_code(client: Client, email: str = NEW, language: str = "en", key: str = HUB, address: str = "") -> Any:
    """The form as the page has it: its one field, and where it leads to afterwards."""
    address = address or f"/{language}/hubs/{key}/join/"
    page = client.get(address).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(next)" value="([^"]+)"', page))
    return client.post(address, {"email": email, **fields})


def code_in(message: mail.EmailMessage) -> str:
    return re.search(r"^ {4}(\S+)$", str(message.body), re.MULTILINE)[1]  # type: ignore[index]


def type_in(client: Client, confirming: str, code: str) -> Any:
    page = client.get(confirming)
    following = re.search(r'name="next" value="([^"]+)"', page.content.decode())
    return client.post(confirming.partition("?")[0], {"code": code, "next": following[1] if following else ""})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_a_newcomer_joins_with_one_field_and_one_code(client: Client, language: str) -> None:
    asked = ask_for_code(client, language=language)
    arrived = type_in(client, asked["Location"], code_in(mail.outbox[0]))
    assert arrived["Location"] == f"/{language}/hubs/{HUB}/"
    membership = Membership.objects.get(user__email=NEW)
    assert (membership.hub.theme.key, membership.state, membership.role) == (HUB, "active", "member")
    assert membership.user.language == language
    home = client.get(arrived["Location"])
    assert home.context["standing"].is_member
    assert [str(message) for message in home.context["messages"]]


def test_the_code_comes_in_the_language_of_the_page(client: Client) -> None:
    ask_for_code(client, language="ru")
    assert re.search("[а-яё]{3}", str(mail.outbox[0].subject))
    assert re.search("[а-яё]{3}", str(mail.outbox[0].body))


def test_who_is_signed_in_joins_with_one_press_and_a_second_changes_nothing() -> None:
    ana = person("ana")
    client = signed_in(ana)
    for _press in range(2):
        assert client.post(f"/en/hubs/{HUB}/join/")["Location"] == f"/en/hubs/{HUB}/"
    assert Membership.objects.filter(user=ana, state="active").count() == 1


def test_joined_in_english_is_joined_in_russian() -> None:
    client = signed_in(person("ana"))
    client.post(f"/en/hubs/{HUB}/join/")
    for language in ("fr", "es", "ru"):
        page = client.get(f"/{language}/hubs/{HUB}/")
        assert (page.context["standing"].is_member, page.context["member_count"]) == (True, 1)


def test_to_open_the_join_page_joins_nobody_who_is_signed_in() -> None:
    assert signed_in(person("ana")).get(f"/en/hubs/{HUB}/join/").status_code == 200
    assert not Membership.objects.exists()


def test_what_was_meant_is_done_after_signing_in_with_a_password_too(client: Client) -> None:
    ana = person("ana", password=SECRET)
    client.get(f"/en/hubs/{HUB}/join/")
    answer = client.post("/en/accounts/login/", {"login": ana.email, "password": SECRET, "next": f"/en/hubs/{HUB}/"})
    assert answer["Location"] == f"/en/hubs/{HUB}/"
    assert ana.memberships.get().state == "active"


def test_what_was_meant_yesterday_is_forgotten(client: Client) -> None:
    ana = person("ana", password=SECRET)
    client.get(f"/en/hubs/{HUB}/join/")
    session = client.session
    session["intent"] = session["intent"] | {"at": timezone.now().timestamp() - 3601}
    session.save()
    client.post("/en/accounts/login/", {"login": ana.email, "password": SECRET})
    assert is_signed_in(client)
    assert not ana.memberships.exists()


def test_known_new_and_suspended_addresses_get_the_same_answer() -> None:
    person("known")
    person("suspended", is_active=False)
    answers = set()
    for name in ("known", "new", "suspended"):
        client = Client()
        asked = ask_for_code(client, f"{name}@utility.example")
        page = client.get(asked["Location"]).content.decode().replace(name, "")
        without_tokens = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page)
        answers.add((asked.status_code, asked["Location"], without_tokens))
    assert len(answers) == 1
    assert len(mail.outbox) == 3


def test_a_code_opens_no_suspended_account() -> None:
    person("suspended", is_active=False)
    client = Client()
    asked = ask_for_code(client, "suspended@utility.example")
    answered = type_in(client, asked["Location"], code_in(mail.outbox[0]))
    assert "This account is switched off" in answered.content.decode()
    assert not is_signed_in(client)


def test_an_address_in_other_letters_is_the_same_account(client: Client) -> None:
    known = person("ana")
    asked = ask_for_code(client, "ANA@Utility.example")
    type_in(client, asked["Location"], code_in(mail.outbox[0]))
    assert Membership.objects.get().user == known


def test_five_wrong_codes_end_it(client: Client) -> None:
    confirming = ask_for_code(client)["Location"]
    for _guess in range(5):
        type_in(client, confirming, "WRONG1")
    type_in(client, confirming, code_in(mail.outbox[0]))
    assert not is_signed_in(client)
    assert not Membership.objects.exists()


def test_a_wrong_code_is_told_beside_the_field(client: Client) -> None:
    page = type_in(client, ask_for_code(client, language="fr")["Location"], "WRONG1")
    assert page.status_code == 200
    assert page.context["form"].errors["code"]


def test_another_code_can_be_asked_for_and_the_first_is_void(client: Client) -> None:
    confirming = ask_for_code(client)["Location"]
    client.post(confirming, {"action": "resend"})
    first, second = (code_in(message) for message in mail.outbox)
    assert type_in(client, confirming, first).status_code == 200
    type_in(client, confirming, second)
    assert is_signed_in(client)


def test_nobody_floods_a_mailbox() -> None:
    for _time in range(8):
        ask_for_code(Client())
    assert len(mail.outbox) <= 3


@pytest.mark.parametrize(
    "email",
    ["", "nobody", "a@b", "a" * 300 + "@utility.example", "a\x00@b.example", "a@b.example\nBcc: c@d.example"],
)
def test_what_is_no_address_is_told_beside_the_field_and_kept(client: Client, email: str) -> None:
    page = ask_for_code(client, email)
    assert page.status_code == 200
    assert page.context["form"].errors["email"]
    assert not mail.outbox
    assert not User.objects.filter(email__contains="b.example").exists()


def test_the_join_page_of_no_hub_is_not_there(client: Client) -> None:
    assert client.get("/en/hubs/nothing/join/").status_code == 404
    assert client.post("/en/hubs/nothing/join/", {"email": NEW}).status_code == 404


def test_a_hub_on_request_takes_the_wish_and_it_can_be_taken_back() -> None:
    closed, ana = hub(joining=Hub.Joining.ON_REQUEST), person("ana")
    client = signed_in(ana)
    client.post(f"/en/hubs/{HUB}/join/")
    assert ana.memberships.get().state == Membership.State.ASKED
    home = client.get(f"/en/hubs/{HUB}/")
    assert (home.context["standing"].has_asked, home.context["member_count"]) == (True, 0)
    client.post(f"/en/hubs/{HUB}/leave/")
    assert not closed.memberships.exists()


def test_a_hub_by_invitation_says_so_and_takes_nobody() -> None:
    hub(joining=Hub.Joining.BY_INVITATION)
    client = signed_in(person("ana"))
    answer = client.post(f"/en/hubs/{HUB}/join/", follow=True)
    assert not Membership.objects.exists()
    assert "invitation" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, []),
        ({"joining": Hub.Joining.ON_REQUEST}, ["On request"]),
        ({"joining": Hub.Joining.BY_INVITATION}, ["By invitation"]),
        (
            {"joining": Hub.Joining.ON_REQUEST, "visibility": Hub.Visibility.MEMBERS},
            ["On request", "Members only"],
        ),
    ],
)
def test_the_list_of_hubs_says_how_far_each_is_closed(client: Client, fields: dict[str, str], told: list[str]) -> None:
    hub(**fields)
    page = client.get("/en/hubs/").content.decode()
    assert re.findall(r'<span class="badge">([^<]+)</span>', page) == told


def test_a_hub_for_members_tells_others_what_is_closed(client: Client) -> None:
    told = "Members only: discussions and dates are for members."
    address = f"/en/hubs/{HUB}/"
    assert told not in client.get(address).content.decode()
    closed = hub(visibility=Hub.Visibility.MEMBERS)
    assert told in client.get(address).content.decode()
    assert told in signed_in(person("ana")).get(address).content.decode()
    assert told not in signed_in(member_of(closed)).get(address).content.decode()


def test_a_member_leaves_with_one_press_and_was_never_there() -> None:
    insider = member_of(hub())
    signed_in(insider).post(f"/en/hubs/{HUB}/leave/")
    assert not insider.memberships.exists()


def test_who_was_removed_asks_before_coming_back() -> None:
    gone = member_of(hub(), state="removed")
    client = signed_in(gone)
    client.post(f"/en/hubs/{HUB}/leave/")
    client.post(f"/en/hubs/{HUB}/join/")
    assert gone.memberships.get().state == Membership.State.ASKED


def test_leaving_after_the_session_ended_leads_to_the_sign_in(client: Client) -> None:
    answer = client.post(f"/en/hubs/{HUB}/leave/")
    assert answer["Location"].startswith("/en/accounts/login/?next=/en/hubs/")


def test_a_suspended_member_counts_no_more() -> None:
    insider = member_of(hub())
    insider.is_active = False
    insider.save()
    assert Client().get(f"/en/hubs/{HUB}/").context["member_count"] == 0


def test_a_hidden_hub_is_known_to_its_members_alone(client: Client) -> None:
    with committed():
        hidden = hub(visibility=Hub.Visibility.HIDDEN)
    addresses = [f"/en/hubs/{HUB}/", f"/en/hubs/{HUB}/join/"]
    insider, outsider = signed_in(member_of(hidden)), signed_in(person("outsider"))
    for address in addresses:
        assert [each.get(address).status_code for each in (client, outsider, insider)] == [404, 404, 200]
    for somebody, count in ((client, 8), (outsider, 8), (insider, 9)):
        assert len(somebody.get("/en/hubs/").context["hubs"]) == count


@pytest.mark.parametrize("search", ["/en/search/", "/api/search"])
def test_search_finds_a_hub_and_a_hidden_one_for_its_members_only(client: Client, search: str) -> None:
    def references(client: Client) -> list[str]:
        response = client.get(f"{search}?q=non-revenue+water&kind=hub")
        if search.startswith("/api"):
            return [hit["reference"] for hit in response.json()["results"]]
        return [hit.reference for hit in response.context["results"].hits]

    assert references(client)[0] == hub().theme.reference
    with committed():
        hidden = hub(visibility=Hub.Visibility.HIDDEN)
    assert hidden.theme.reference not in references(client)
    assert hidden.theme.reference not in references(signed_in(person("outsider")))
    assert references(signed_in(member_of(hidden)))[0] == hidden.theme.reference
    assert f"/hubs/{HUB}/" not in client.get("/sitemap.xml").content.decode()


def test_every_hub_has_a_page_in_every_language() -> None:
    entries = SearchEntry.objects.filter(kind="hub", part=0)
    assert entries.values("reference").distinct().count() == Hub.objects.count() == 9
    assert entries.count() == 36
    with translation.override("ru"):
        assert all(re.search("[а-яё]{4}", str(each)) for each in Hub.objects.select_related("theme"))
