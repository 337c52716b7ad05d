"""A facilitator runs a hub without an administrator: lets in, appoints, removes; from the mail itself too."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client
from django.utils import timezone

from communities.hubs.inviting import link_of
from communities.hubs.models import Hub, Membership
from communities.hubs.reading import PEOPLE
from communities.hubs.services import join
from communities.notifications.kinds import Frequency
from communities.notifications.mailing import mail_what_is_due
from communities.notifications.models import Notification
from communities.people.leaving.belongings import belongings_of

from .hubs import HUB, hub, member_of, moderator, person, signed_in
from .test_joining import code_in, type_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed() -> Hub:
    return hub(joining=Hub.Joining.ON_REQUEST)


@pytest.fixture
def facilitator(closed: Hub) -> Any:
    return member_of(closed, "facilitator", role="facilitator")


def ask(name: str = "ana", **fields: str) -> Membership:
    ana = person(name, **fields)
    signed_in(ana).post(f"/en/hubs/{HUB}/join/")
    return ana.memberships.get()


def act(client: Client, membership: Membership, name: str, key: str = HUB) -> int:
    return client.post(f"/en/hubs/{key}/members/{membership.pk}/", {"act": name}).status_code


def test_who_asks_is_let_in_and_told(facilitator: Any) -> None:
    asked = ask()
    page = signed_in(facilitator).get(f"/en/hubs/{HUB}/members/")
    assert [each.user for each in page.context["asking"]] == [asked.user]
    act(signed_in(facilitator), asked, "let-in")
    asked.refresh_from_db()
    assert asked.state == "active"
    assert asked.user.notifications.get().kind == "let-in"


def test_in_a_hub_that_nobody_facilitates_moderators_are_asked(closed: Hub) -> None:
    keeper = moderator()
    asked = ask()
    news = keeper.notifications.get()
    assert news.kind == "asked"
    assert signed_in(keeper).get(f"/en/{news.path}").status_code == 200
    act(signed_in(keeper), asked, "let-in")
    asked.refresh_from_db()
    assert asked.state == "active"


NOTE = "I read meters in Blantyre.\nMay I listen?"


def assert_note_is_shown(facilitator: Any, asked: Membership) -> None:
    news = facilitator.notifications.get()
    assert "I read meters in Blantyre." in str(news)
    for page in (Client().get(f"/en/{news.path}"), signed_in(facilitator).get(f"/en/hubs/{HUB}/members/")):
        assert "<blockquote><p>I read meters in Blantyre.<br>" in page.content.decode()


def test_what_is_said_with_the_wish_to_join_is_read_by_facilitators_alone(closed: Hub, facilitator: Any) -> None:
    ana, insider = person("ana"), member_of(closed)
    client = signed_in(ana)
    assert 'name="note"' in client.get(f"/en/hubs/{HUB}/join/").content.decode()
    client.post(f"/en/hubs/{HUB}/join/", {"note": NOTE.replace("\n", "\r\n")})
    assert ana.memberships.get().note == NOTE
    assert_note_is_shown(facilitator, ana.memberships.get())
    assert "Blantyre" not in signed_in(insider).get(f"/en/hubs/{HUB}/members/").content.decode()
    assert 'name="note"' not in client.get(f"/en/hubs/{HUB}/join/").content.decode()  # it was said


def test_a_newcomer_says_it_before_the_code_comes(client: Client, facilitator: Any) -> None:
    address = f"/en/hubs/{HUB}/join/"
    asked = client.post(address, {"email": "new@utility.example", "note": NOTE})
    type_in(client, asked["Location"], code_in(mail.outbox[0]))  # type: ignore[arg-type]
    assert_note_is_shown(facilitator, Membership.objects.get(user__email="new@utility.example"))


@pytest.mark.parametrize("is_account", [True, False])
def test_the_note_is_taken_along_and_goes_with_the_membership(facilitator: Any, is_account: bool) -> None:
    ana = person("ana")
    client = signed_in(ana)
    client.post(f"/en/hubs/{HUB}/join/", {"note": NOTE})
    assert [row["note"] for row in belongings_of(ana)["memberships"]] == [NOTE]
    if is_account:
        ana.delete()
    else:
        client.post(f"/en/hubs/{HUB}/leave/")
    assert not facilitator.notifications.exists()


def test_a_note_that_is_too_long_is_told_and_kept(facilitator: Any) -> None:
    ana = person("ana")
    page = signed_in(ana).post(f"/en/hubs/{HUB}/join/", {"note": "x" * 501})
    assert page.context["wish"].errors["note"]
    assert "x" * 501 in page.content.decode()
    assert not ana.memberships.exists()


def test_an_open_hub_asks_for_no_word(client: Client) -> None:
    hub(joining=Hub.Joining.OPEN)
    for somebody in (client, signed_in(person("ana"))):
        assert 'name="note"' not in somebody.get(f"/en/hubs/{HUB}/join/").content.decode()


def test_who_asks_twice_is_heard_of_once(closed: Hub, facilitator: Any) -> None:
    ana = person("ana")
    join(hub=closed, user=ana)
    join(hub=closed, user=ana)
    assert facilitator.notifications.count() == 1


def long_ago(membership: Membership) -> None:
    Membership.objects.filter(pk=membership.pk).update(removed_at=timezone.now() - timedelta(days=7, seconds=1))


def test_who_was_declined_is_told_and_may_ask_again_after_a_week(facilitator: Any) -> None:
    asked = ask()
    client = signed_in(asked.user)
    act(signed_in(facilitator), asked, "decline")
    assert asked.user.notifications.get().kind == "declined"
    assert "again from" in client.post(f"/en/hubs/{HUB}/join/", follow=True).content.decode()
    asked.refresh_from_db()
    assert (asked.state, facilitator.notifications.count()) == ("removed", 1)
    long_ago(asked)
    client.post(f"/en/hubs/{HUB}/join/")
    asked.refresh_from_db()
    assert asked.state == "asked"


@pytest.mark.parametrize("visibility", ["public", "hidden"])
def test_who_was_removed_is_told_and_may_not_ask_again_at_once(facilitator: Any, visibility: Any) -> None:
    here = hub(visibility=visibility)
    insider = member_of(here)
    act(signed_in(facilitator), insider.memberships.get(), "remove")
    client = signed_in(insider)
    news = insider.notifications.readable().get()
    assert news.kind == "removed"
    assert client.get(news.url_in("en")).status_code == 200
    link = link_of(hub=here, by=facilitator).get_absolute_url()
    assert "again from" in client.post(link, follow=True).content.decode()
    assert insider.memberships.get().state == "removed"
    assert facilitator.notifications.count() == 0


def test_who_signs_in_to_ask_again_too_soon_is_told(client: Client, closed: Hub, facilitator: Any) -> None:
    insider = member_of(closed)
    act(signed_in(facilitator), insider.memberships.get(), "remove")
    asked = client.post(f"/en/hubs/{HUB}/join/", {"email": insider.email, "next": f"/en/hubs/{HUB}/"})
    arrived = type_in(client, asked["Location"], code_in(mail.outbox[0]))  # type: ignore[arg-type]
    [message] = client.get(arrived["Location"]).context["messages"]
    assert "again from" in str(message)


def test_nobody_removes_oneself_or_the_last_facilitator_on_the_members_page(closed: Hub, facilitator: Any) -> None:
    own, keeper = facilitator.memberships.get(), signed_in(moderator())
    for client, told in ((signed_in(facilitator), "yourself"), (keeper, "only facilitator")):
        answer = client.post(f"/en/hubs/{HUB}/members/{own.pk}/", {"act": "remove"}, follow=True)
        assert told in answer.content.decode()
        own.refresh_from_db()
        assert (own.state, own.role) == ("active", "facilitator")
    member_of(closed, "other", role="facilitator")
    act(keeper, own, "remove")
    own.refresh_from_db()
    assert own.state == "removed"


def test_opening_the_hub_lets_in_who_waits_and_tells_them(closed: Hub, facilitator: Any) -> None:
    asked, declined = ask(), ask("ben")
    act(signed_in(facilitator), declined, "decline")
    Membership.objects.filter(pk=declined.pk).update(state="asked")  # who has been told no and asks again
    hub(joining=Hub.Joining.OPEN)
    asked.refresh_from_db()
    declined.refresh_from_db()
    assert (asked.state, declined.state) == ("active", "asked")
    assert asked.user.notifications.get().kind == "let-in"
    signed_in(declined.user).post(f"/en/hubs/{HUB}/join/")
    declined.refresh_from_db()
    assert declined.state == "asked"


def test_who_asked_while_the_hub_was_being_opened_is_in_with_a_second_press(closed: Hub) -> None:
    Hub.objects.filter(pk=closed.pk).update(joining=Hub.Joining.OPEN)
    ana = member_of(closed, "ana", state="asked")
    signed_in(ana).post(f"/en/hubs/{HUB}/join/")
    assert ana.memberships.get().state == "active"


def test_taking_back_the_wish_to_return_makes_nobody_new(closed: Hub, facilitator: Any) -> None:
    asked = ask()
    act(signed_in(facilitator), asked, "decline")
    Membership.objects.filter(pk=asked.pk).update(state="asked")
    signed_in(asked.user).post(f"/en/hubs/{HUB}/leave/")
    asked.refresh_from_db()
    assert asked.state == "removed"


def test_two_facilitators_answering_at_once_make_one_answer(closed: Hub, facilitator: Any) -> None:
    asked, other = ask(), member_of(closed, "other", role="facilitator")
    act(signed_in(facilitator), asked, "let-in")
    answer = signed_in(other).post(f"/en/hubs/{HUB}/members/{asked.pk}/", {"act": "decline"}, follow=True)
    asked.refresh_from_db()
    assert asked.state == "active"
    assert asked.user.notifications.count() == 1
    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]


def test_the_mail_itself_lets_in_without_signing_in(client: Client, facilitator: Any) -> None:
    asked = ask(first_name="Ana", last_name="Ruiz")
    mail_what_is_due(Frequency.AT_ONCE)
    [sent] = mail.outbox
    assert sent.to == [facilitator.email]
    assert "Ana Ruiz" in sent.subject
    [address] = [line for line in str(sent.body).splitlines() if "/asked/" in line]
    path = address.removeprefix("http://testserver").removeprefix("http://localhost:8000")
    assert client.get(path).context["is_open"]
    assert Membership.objects.get(pk=asked.pk).state == "asked"  # to look changes nothing
    client.post(path, {"act": "let-in"})
    assert Membership.objects.get(pk=asked.pk).state == "active"
    assert client.post(path, {"act": "decline"}).context["is_done"] is False
    assert Membership.objects.get(pk=asked.pk).state == "active"


def test_the_address_in_the_mail_ends_with_the_office_and_cannot_be_made_up(client: Client, facilitator: Any) -> None:
    asked = ask()
    path = f"/en/{Notification.objects.get(kind='asked').path}"
    assert client.get(path.replace("/asked/", "/asked/x")).status_code == 404
    assert client.get(path.replace(HUB, "sanitation")).status_code == 404
    forged = signing.dumps({"membership": asked.pk, "by": facilitator.pk}, salt="another")
    assert client.get(f"/en/hubs/{HUB}/asked/{forged}/").status_code == 404
    facilitator.memberships.update(role="member")
    assert client.post(path, {"act": "let-in"}).status_code == 404


def test_a_facilitator_appoints_dismisses_and_removes(closed: Hub, facilitator: Any) -> None:
    client, insider = signed_in(facilitator), member_of(closed)
    membership = insider.memberships.get()
    for name, expected in (("appoint", "facilitator"), ("dismiss", "member")):
        act(client, membership, name)
        membership.refresh_from_db()
        assert membership.role == expected
    act(client, membership, "remove")
    membership.refresh_from_db()
    assert membership.state == "removed"
    assert not signed_in(insider).get(f"/en/hubs/{HUB}/").context["standing"].is_member


@pytest.mark.parametrize("name", ["", "destroy", "let-in", "__class__"])
def test_what_is_no_act_or_comes_too_late_changes_nothing(closed: Hub, facilitator: Any, name: str) -> None:
    membership = member_of(closed).memberships.get()
    assert act(signed_in(facilitator), membership, name) == 302
    membership.refresh_from_db()
    assert (membership.state, membership.role) == ("active", "member")


def test_a_facilitator_does_nothing_in_another_hub(facilitator: Any) -> None:
    elsewhere = member_of(hub("sanitation"), "elsewhere").memberships.get()
    assert act(signed_in(facilitator), elsewhere, "remove", "sanitation") == 403
    assert act(signed_in(facilitator), elsewhere, "remove") == 404
    elsewhere.refresh_from_db()
    assert elsewhere.state == "active"


def test_the_members_page_shows_no_mail_address(facilitator: Any) -> None:
    ask(first_name="Ana")
    page = signed_in(facilitator).get(f"/en/hubs/{HUB}/members/").content.decode()
    assert "utility.example" not in page
    assert "Ana" in page


def test_everybody_who_is_new_can_be_welcomed_on_the_members_page(closed: Hub, facilitator: Any) -> None:
    def waiting() -> list[str]:
        return [each.user.email.split("@")[0] for each in page().context["unwelcomed"]]

    def page() -> Any:
        return client.get(f"/en/hubs/{HUB}/members/")

    client = signed_in(facilitator)
    names = [f"new{number}" for number in range(PEOPLE + 1)]
    first, *_others = [member_of(closed, name).memberships.get() for name in names]
    member_of(closed, "old").memberships.update(since=timezone.now() - timedelta(days=31))
    assert waiting() == names[::-1]
    assert page().content.decode().count('value="welcome"') == len(names)
    act(client, first, "welcome")
    assert waiting() == names[:0:-1]
    assert first.user.notifications.get().kind == "welcomed"
    assert not signed_in(first.user).get(f"/en/hubs/{HUB}/members/").context["unwelcomed"]


def test_the_members_page_costs_the_same_for_one_and_for_many(
    closed: Hub, facilitator: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        member_of(closed, f"member{number}")
    client = signed_in(facilitator)
    with django_assert_max_num_queries(9):
        page = client.get(f"/en/hubs/{HUB}/members/")
    assert (len(page.context["page"]), 'href="?page=2"' in page.content.decode()) == (50, True)
