"""What a member has begun to write is kept with the account while it is typed, until it is posted or discarded."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from communities.discussions import drafts, services
from communities.discussions.models import Draft, Post, Thread
from communities.discussions.tidying.services import merge
from communities.hubs.models import Hub, Membership
from communities.people.forgetting.services import forget_what_is_old
from communities.people.leaving.belongings import belongings_of
from communities.people.leaving.services import close_account
from communities.people.models import User

from .discussions import ASK, LIST, QUESTION, pump, queries, question, token_in, typed_in, url_of
from .hubs import HUB, hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db
PREVIEW = f"{LIST}preview/"


@pytest.fixture
def member() -> User:
    return member_of(hub())


@pytest.fixture
def thread() -> Thread:
    return question(hub(), member_of(hub(), "asker"))


def type_in(client: Client, body: str = QUESTION, of: object = "question", **fields: Any) -> Any:
    """What the browser sends a second after the last key."""
    return client.post(PREVIEW, {"body": body, "draft_of": of, **fields}, headers={"HX-Request": "true"})


def test_what_is_typed_shows_as_it_will_look_and_is_kept(member: User) -> None:
    answered = type_in(signed_in(member), "**Leaks** at night")
    assert "<strong>Leaks</strong> at night" in answered.content.decode()
    assert "kept" in answered["HX-Trigger"]
    assert 'id="draft" data-hx-swap-oob="true"' in answered.content.decode()
    assert Draft.objects.get().fields["body"] == "**Leaks** at night"


def test_the_page_asks_for_it_while_somebody_types_and_says_nothing_aloud(member: User) -> None:
    page = signed_in(member).get(ASK).content.decode()
    assert 'data-hx-trigger="input changed delay:1s from:closest form"' in page
    assert '<div id="preview"' in page
    assert 'id="preview" aria-live' not in page
    client = signed_in(member)
    assert 'id="looked"' not in type_in(client).content.decode()
    assert 'id="looked" data-hx-swap-oob="innerHTML"' in type_in(client, act="preview").content.decode()


def test_another_device_finds_all_of_it_again(member: User, thread: Thread) -> None:
    helper, first = member_of(hub(), "helper"), thread.posts.get()
    type_in(signed_in(member), title="Leaks", language="fr", whom=[helper.profile.public_id])
    type_in(signed_in(member), "To that:", of=thread.pk, quotes=first.pk)
    other_device = signed_in(member)
    page = other_device.get(ASK)
    form = page.context["form"]
    assert (typed_in(page), form["title"].value(), form["language"].value()) == (QUESTION, "Leaks", "fr")
    assert page.context["draft"]["whom"] == [helper.profile.public_id]
    assert "Your draft of" in page.content.decode()
    page = other_device.get(url_of(thread))
    assert (typed_in(page), page.context["quoted"]) == ("To that:", first)
    assert "Your draft of" in page.content.decode()


def test_the_last_words_count_and_nobody_sees_those_of_another(member: User, thread: Thread) -> None:
    client = signed_in(member)
    for body in ("First", "First and second"):
        type_in(client, body, of=thread.pk)
    assert Draft.objects.count() == 1
    assert typed_in(client.get(url_of(thread))) == "First and second"
    for reader in (signed_in(member_of(hub(), "other")), Client()):
        page = reader.get(url_of(thread))
        assert typed_in(page) == ""
        assert "First and second" not in page.content.decode()


def test_a_quote_that_was_asked_for_comes_before_that_of_the_draft(member: User, thread: Thread) -> None:
    first, second = (
        thread.posts.get(),
        services.reply(thread=thread, author=member, body="Second", language="en", token=uuid4()),
    )
    client = signed_in(member)
    type_in(client, "To that:", of=thread.pk, quotes=first.pk)
    page = client.get(f"{url_of(thread)}?quote={second.pk}")
    assert (typed_in(page), page.context["quoted"]) == ("To that:", second)


def test_what_is_posted_is_no_draft_any_more(member: User, thread: Thread) -> None:
    client = signed_in(member)
    for address, of in ((ASK, "question"), (url_of(thread), thread.pk)):
        token = token_in(client.get(address))
        type_in(client, of=of, token=token)
        client.post(address, {"body": QUESTION, "token": token})
        assert not Draft.objects.exists()
        assert token in client.get(address).content.decode().partition("data-sent=")[2].partition(">")[0]
        late = type_in(client, of=of, token=token)  # it was on its way when the form was sent
        assert not Draft.objects.exists()
        assert "HX-Trigger" not in late


def test_a_draft_is_discarded_by_one_press(member: User, thread: Thread) -> None:
    client = signed_in(member)
    for address, of in ((ASK, "question"), (url_of(thread), thread.pk)):
        type_in(client, of=of)
        assert 'value="discard"' in client.get(address).content.decode()
        page = client.post(address, {"body": QUESTION, "act": "discard"}, follow=True)
        assert typed_in(page) == ""
    assert not Draft.objects.exists()
    assert Post.objects.count() == 1


@pytest.mark.parametrize("kind", ["visitor", "stranger", "asked", "suspended"])
@pytest.mark.parametrize("visibility", list(Hub.Visibility))
def test_only_of_who_may_write_here_anything_is_kept(kind: str, visibility: str, thread: Thread) -> None:
    hub(visibility=visibility)
    client = Client()
    if kind == "asked":
        client = signed_in(member_of(hub(), kind, state=Membership.State.ASKED))
    elif kind != "visitor":
        user = person("stranger") if kind == "stranger" else member_of(hub(), kind)
        client = signed_in(user)
        User.objects.filter(pk=user.pk).update(is_active=kind != "suspended")
    for of in ("question", thread.pk):
        answered = type_in(client, of=of)
        assert answered.status_code == (404 if visibility == Hub.Visibility.HIDDEN else 200)
    assert not Draft.objects.exists()


def test_a_draft_belongs_to_a_thread_of_this_hub_that_its_writer_may_read(member: User) -> None:
    other = hub("assets", visibility=Hub.Visibility.HIDDEN)
    foreign = question(other, member_of(other, "other"))
    for of in (foreign.pk, 0, -1, "x", "\x00", "9" * 40, ""):
        assert type_in(signed_in(member), of=of).status_code == 200
    assert not Draft.objects.exists()


def test_who_was_signed_out_while_typing_is_told(member: User) -> None:
    client = signed_in(member)
    client.session.flush()
    answered = type_in(client, "**Leaks**").content.decode()
    assert "You are signed out." in answered
    assert "<strong>Leaks</strong>" in answered


@pytest.mark.parametrize("body", ["", " \n"])
def test_nothing_is_no_draft_and_takes_none_away(member: User, body: str) -> None:
    client = signed_in(member)
    type_in(client)
    assert type_in(client, body).status_code == 200
    assert Draft.objects.get().fields["body"] == QUESTION


def test_what_cannot_be_posted_is_kept_all_the_same(member: User) -> None:
    client = signed_in(member)
    type_in(client, "x" * 20_001)
    assert len(typed_in(client.get(ASK))) == 20_001
    type_in(client, "a\x00b")
    assert typed_in(client.get(ASK)) == "ab"


def test_drafts_are_bounded_in_size_and_number(member: User) -> None:
    client = signed_in(member)
    type_in(client, "ж" * 1_000_000, title="x" * 500_000)
    assert sum(map(len, Draft.objects.get().fields.values())) <= 100_000
    threads = [question(hub(), member) for _n in range(drafts.MOST + 2)]
    for thread in threads:
        type_in(client, of=thread.pk)
    assert Draft.objects.count() == drafts.MOST
    assert typed_in(client.get(url_of(threads[-1]))) == QUESTION
    assert typed_in(client.get(url_of(threads[0]))) == ""


def test_a_text_that_waited_for_the_sign_in_becomes_the_accounts_draft(member: User, thread: Thread) -> None:
    client = Client()
    client.post(url_of(thread), {"body": "An hour of work"})
    client.force_login(member)
    assert typed_in(client.get(url_of(thread))) == "An hour of work"
    assert typed_in(signed_in(member).get(url_of(thread))) == "An hour of work"
    type_in(client, "An hour of work, and more", of=thread.pk)
    assert typed_in(client.get(url_of(thread))) == "An hour of work, and more"


def test_what_a_newcomer_has_to_send_later_waits_on_every_device(member: User, settings: Any, thread: Thread) -> None:
    settings.NEWCOMER_DAYS, settings.NEWCOMER_POSTS, settings.NEWCOMER_POSTS_PER_HOUR = 3, 3, 0
    signed_in(member).post(url_of(thread), {"body": "Too much", "new_files": pump()})
    page = signed_in(member).get(url_of(thread))
    assert typed_in(page) == "Too much"
    assert page.context["draft"]["has_lost_files"]


def test_files_that_wait_are_found_again(member: User, thread: Thread) -> None:
    client = signed_in(member)
    page = client.post(url_of(thread), {"body": "See", "act": "attach", "new_files": pump()})
    [known] = [file.pk for file, _keep, _alt in page.context["files"].rows]
    type_in(client, "See", of=thread.pk, file=known)
    page = signed_in(member).get(url_of(thread))
    assert [file.pk for file, _keep, _alt in page.context["files"].rows] == [known]


def test_a_draft_goes_along_when_its_thread_is_moved_or_merged(member: User, thread: Thread) -> None:
    second, client = question(hub(), member), signed_in(member)
    type_in(client, "In the first", of=thread.pk)
    merge(thread=thread, into=second)
    assert typed_in(client.get(url_of(second))) == "In the first"
    third = question(hub(), member)
    type_in(client, "In the third", of=third.pk)
    second.refresh_from_db()
    merge(thread=second, into=third)
    assert typed_in(client.get(url_of(third))) == "In the third\n\nIn the first"


def test_drafts_are_taken_along_and_go_with_the_account(member: User, thread: Thread) -> None:
    client = signed_in(member)
    type_in(client)
    type_in(client, "An answer", of=thread.pk)
    told = {
        row["thread_id"] or row["hub__theme__key"]: row["fields"]["body"] for row in belongings_of(member)["drafts"]
    }
    assert told == {HUB: QUESTION, thread.pk: "An answer"}
    assert belongings_of(thread.author)["drafts"] == []  # type: ignore[arg-type]
    close_account(user=member, with_words=False)
    assert not Draft.objects.exists()


def test_drafts_that_nobody_goes_on_with_are_forgotten(member: User, thread: Thread) -> None:
    client = signed_in(member)
    type_in(client)
    Draft.objects.update(changed_at=timezone.now() - timedelta(days=settings.RETENTION["drafts"], hours=1))
    type_in(client, of=thread.pk)
    assert forget_what_is_old()["drafts"] == 1
    assert Draft.objects.get().thread == thread


def test_a_draft_costs_no_query_more(member: User, thread: Thread) -> None:
    client = signed_in(member)
    client.get(url_of(thread))
    before = queries(client, url_of(thread))
    type_in(client, of=thread.pk)
    assert queries(client, url_of(thread)) == before <= 8
