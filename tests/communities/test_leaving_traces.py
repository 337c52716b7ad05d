"""Of an account that was closed with all its words no column of the database holds the name or the address."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from communities.discussions import services as discussions
from communities.discussions.models import Post, PostTranslation, Thread
from communities.discussions.translating import texts_of
from communities.hubs.acts import ACTS
from communities.hubs.inviting import accept, invite
from communities.hubs.models import Date, Hub, Invitation
from communities.moderation import subjects
from communities.moderation.services import report
from communities.notifications.models import Notification, Pause
from communities.people.contact.services import block, write
from communities.people.models import Block, User
from search.models import SearchEntry
from tests.commits import committed

from .accounts import PASSWORD, by_code, confirmed
from .discussions import ASK, answer, pump, question
from .hubs import hub, member_of, person
from .people import tell

pytestmark = pytest.mark.django_db
NAMES = ("zephyrine", "quillfeather")
AT = "@[Zephyrine Quillfeather]"
CLOSE = "/en/accounts/close/"


def columns() -> Iterator[tuple[str, str]]:
    """Everything in the database, as text."""
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields]
        if model._meta.managed:
            for row in model._base_manager.values_list(*names).iterator():
                yield model._meta.label, str(row)
    for session in Session.objects.all():
        yield "session", json.dumps(session.get_decoded())


def traces(*words: str) -> set[str]:
    return {table for table, text in columns() for word in (*NAMES, *words) if word in text.casefold()}


@pytest.fixture
def here() -> Hub:
    return hub()


@pytest.fixture
def boss(here: Hub) -> User:
    return member_of(here, "boss", role="facilitator", last_login=timezone.now())


@pytest.fixture
def zephyrine(here: Hub) -> User:
    user = member_of(
        here,
        "zephyrine",
        first_name="Zephyrine",
        last_name="Quillfeather",
        last_login=timezone.now() - timedelta(days=1),
        password=PASSWORD,
    )
    everybody = dict.fromkeys(("page", "role", "organisation", "offers"), "public")
    with committed():
        tell(
            user, role="Quillfeather & Sons", offers="Ask Zephyrine", visibility=everybody, links=["https://q.example"]
        )
    return user


def live(zephyrine: User, boss: User, here: Hub) -> None:
    """All that somebody does on the site, and others do with her."""
    with committed():
        own = question(here, zephyrine, "I am Zephyrine Quillfeather. Who knows pumps?")
        discussions.follow(thread=own, user=member_of(here, "third"))
        answer(own, boss, f"Welcome {AT}, look here.")
        mention = answer(own, boss, f"Twice: {AT} and {AT}({zephyrine.profile.public_id}), once more")
        asked = question(here, boss, f"{AT}, how do you do it?")
        written = answer(asked, zephyrine, "As Quillfeather always did")
    with committed():
        discussions.edit(post=written, body="As Quillfeather still does", language="en")
        discussions.edit(post=mention, body="Nobody now", language="en")
        discussions.thank(post=asked.posts.get(number=1), user=zephyrine)
    first = asked.posts.get(number=1)
    texts = [text.source.data for text in texts_of(first)]
    PostTranslation.objects.create(
        post=first, language="fr", version=first.written_at, texts=texts, html=first.html, corrected_by=zephyrine
    )
    deal_with(zephyrine, boss, here, written)


def deal_with(zephyrine: User, boss: User, here: Hub, written: Post) -> None:
    with committed():
        report(subject=subjects.of_post(written), by=boss, reason="rude", words="")
        report(subject=subjects.of_person(boss), by=zephyrine, reason="rude", words="Zephyrine says")
        ACTS["appoint"](membership=zephyrine.memberships.get(), by=boss)
        invite(hub=here, email=zephyrine.email.upper(), by=boss)
        accept(invitation=invite(hub=here, email="quillfeather@home.example", by=boss), user=zephyrine)
        invite(hub=here, email="other@utility.example", by=zephyrine)
        write(sender=zephyrine, recipient=boss, text="It is me, Zephyrine", may_answer=True)
        write(sender=boss, recipient=zephyrine, text="Dear Zephyrine", may_answer=True)
    block(user=boss, other=zephyrine, kind=Block.Kind.MUTED)
    Pause.objects.create(user=zephyrine, email=zephyrine.email, reason="bounced")
    EmailAddress.objects.create(user=zephyrine, email="quillfeather@new.example")
    SocialAccount.objects.create(user=zephyrine, uid="17", extra_data={"name": "Zephyrine"})
    Date.objects.create(hub=here, title="x", starts_at=timezone.now(), ends_at=timezone.now(), announced_by=zephyrine)


def browse(zephyrine: User, administrator: Client) -> Client:
    """In two browsers, in one of which she is writing; and an administrator has been at her account."""
    other = Client(headers={"user-agent": "Telephone of Zephyrine"})
    by_code(other, zephyrine)
    other.post(ASK, {"body": "I, Zephyrine, am writing", "act": "preview", "new_files": [pump("quillfeather.png")]})
    edited = {
        "email": zephyrine.email,
        "first_name": zephyrine.first_name,
        "last_name": zephyrine.last_name,
        "is_active": "on",
        "language": "en",
        "time_zone": "UTC",
    }
    answered = administrator.post(f"/admin/users/edit/{zephyrine.pk}/", edited)
    assert answered.status_code == 302, answered.context["form"].errors
    return other


def test_nothing_tells_of_who_left_with_all_words(
    zephyrine: User, boss: User, here: Hub, administrator: User, client: Client
) -> None:
    client.force_login(administrator)
    live(zephyrine, boss, here)
    with committed():
        other = browse(zephyrine, client)
    own = confirmed(Client(), zephyrine)
    tables = {"people.User", "people.Message", "account.EmailAddress", "hubs.Invitation", "discussions.Post"}
    tables |= {"discussions.Thread", "discussions.PostRevision", "discussions.PostTranslation", "search.SearchEntry"}
    tables |= {"notifications.Notification", "notifications.Pause", "wagtailcore.ModelLogEntry", "session"}
    assert tables <= traces(zephyrine.email)
    with committed():
        answered = own.post(CLOSE, {"words": "go", "is_sure": "on"})
    assert answered["Location"].endswith("/accounts/login/code/")
    assert traces(zephyrine.email) == set()
    assert other.get("/en/accounts/").status_code == 302


def test_who_leaves_words_behind_leaves_no_name_in_those_of_others(zephyrine: User, boss: User, here: Hub) -> None:
    with committed():
        thread = question(here, boss, f"{AT}, how do you do it?")
        kept = answer(thread, boss, f"I know another @[Ana López], `{AT}` and {AT}.")
    with committed():
        discussions.edit(post=kept, body=f"{AT} told me", language="en")
    with committed():
        zephyrine.delete()
    thread.refresh_from_db()
    assert thread.title == "@…, how do you do it?"
    assert list(thread.posts.values_list("body", flat=True)) == ["@…, how do you do it?", "@… told me"]
    assert kept.revisions.get().body == "I know another @[Ana López], `@…` and @…."
    assert list(thread.posts.values_list("html", flat=True)) == ["<p>@…, how do you do it?</p>", "<p>@… told me</p>"]
    assert "@…, how do you do it?" in SearchEntry.objects.get(kind="thread").title
    assert traces() == set()


def test_a_name_that_was_changed_since_goes_too(zephyrine: User, boss: User, here: Hub) -> None:
    with committed():
        thread = question(here, boss, f"{AT}, how do you do it?")
    with committed():
        User.objects.filter(pk=zephyrine.pk).update(first_name="Zoe", last_name="Ruiz")
        User.objects.get(pk=zephyrine.pk).delete()
    assert thread.posts.get().body == "@…, how do you do it?"
    assert traces() == set()


def test_another_member_who_is_called_so_keeps_the_name(zephyrine: User, boss: User, here: Hub) -> None:
    same = member_of(here, "same", first_name="Zephyrine", last_name="Quillfeather")
    body = f"{AT}({zephyrine.profile.public_id}) and {AT}({same.profile.public_id})"
    thread = question(here, boss, body)
    zephyrine.delete()
    assert thread.posts.get().body == f"@… and {AT}({same.profile.public_id})"
    assert thread.posts.get().html.count("@Zephyrine Quillfeather") == 1


def test_whom_an_administrator_deletes_leaves_as_little(zephyrine: User, administrator: User, client: Client) -> None:
    client.force_login(administrator)
    with committed():
        browse(zephyrine, client)
    assert "wagtailcore.ModelLogEntry" in traces()
    with committed():
        answered = client.post(f"/admin/users/delete/{zephyrine.pk}/")
    assert answered.status_code == 302
    assert traces() == set()
    assert ModelLogEntry.objects.filter(label=f"user {zephyrine.pk}").exists()


def test_what_others_have_to_do_with_each_other_stays(zephyrine: User, boss: User, here: Hub) -> None:
    other = person("other", last_login=timezone.now())
    kept = invite(hub=here, email="other@utility.example", by=boss)
    thread = question(here, boss, "Who knows pumps?")
    with committed():
        answer(thread, member_of(here, "third"), "I do")
    zephyrine.delete()
    assert Invitation.objects.get() == kept
    assert Notification.objects.get(kind="reply").words == {"title": "Who knows pumps?"}
    assert Thread.objects.get().title == "Who knows pumps?"
    assert User.objects.filter(pk=other.pk).exists()
