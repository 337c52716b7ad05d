"""Facilitators move threads: nothing is lost, nothing becomes public by accident, old addresses lead on."""

import pytest
from django.test import Client
from django.urls import reverse

from communities.discussions.models import Follow, Post, ReadMarker, Thread
from communities.discussions.services import accept
from communities.discussions.tidying import services
from communities.hubs.models import Hub, Membership
from communities.moderation.models import ModerationLogEntry
from communities.people.models import User
from search.models import SearchEntry
from search.sync import drain
from tests.commits import committed

from .discussions import answer, question, url_of
from .hubs import HUB, hub, member_of, moderator, person, signed_in
from .tidying import FACILITATOR, OTHER, merged, move, split, thread_of, tidy, told

pytestmark = pytest.mark.django_db


def test_a_thread_is_moved_after_a_look_at_what_it_means(boss: User, asker: User) -> None:
    thread = thread_of(asker)
    page = tidy(boss, thread, "move", to=hub(OTHER).pk, act="look")
    assert f"It will stand in “{hub(OTHER)}”" in page.content.decode()
    assert Thread.objects.get().hub.key == HUB
    page = move(boss, thread)
    assert page.context["thread"].hub.key == OTHER
    assert f"The discussion is in “{hub(OTHER)}” now." in told(page)


def test_the_look_counts_those_who_will_not_be_able_to_read_it_any_more(boss: User, asker: User) -> None:
    hub(OTHER, visibility=Hub.Visibility.MEMBERS)
    thread = thread_of(asker)
    Follow.objects.create(thread=thread, user=member_of(hub(), "follower"))
    answer(thread, boss)
    page = tidy(boss, thread, "move", to=hub(OTHER).pk, act="look")
    assert page.context["consequences"].losing == 2
    assert "2 people who wrote or follow here are no members" in page.content.decode()


def test_old_addresses_lead_to_the_thread_and_its_posts(boss: User, asker: User) -> None:
    thread = thread_of(asker, 25)
    post, old = thread.posts.get(number=22), url_of(thread)
    move(boss, thread)
    thread.refresh_from_db()
    for client in (Client(), signed_in(asker)):
        assert client.get(old)["Location"] == url_of(thread)
        assert client.get(f"{old}?from=21")["Location"] == f"{url_of(thread)}?from=21"
        assert client.get(f"{old}posts/{post.pk}/")["Location"] == url_of(thread, post=post)
        assert client.get(f"{old}posts/{post.pk}/history/", follow=True).status_code == 200


def test_back_where_it_was_it_has_one_address_and_no_circle(boss: User, asker: User) -> None:
    thread = thread_of(asker)
    for to in (OTHER, HUB, OTHER, HUB):
        move(boss, Thread.objects.select_related("hub__theme").get(), to)
    assert Client().get(url_of(thread)).status_code == 200
    assert Client().get(url_of(thread).replace(HUB, OTHER))["Location"] == url_of(thread)
    assert Client().get(f"{url_of(thread)}posts/999999999/").status_code == 404


@pytest.mark.parametrize("visibility", [Hub.Visibility.MEMBERS, Hub.Visibility.HIDDEN])
def test_old_addresses_lead_nowhere_for_who_may_not_read_the_new_hub(boss: User, asker: User, visibility: str) -> None:
    hub(OTHER, visibility=visibility)
    thread = thread_of(asker)
    old, post = url_of(thread), thread.posts.get(number=2)
    move(boss, thread)
    for client in (Client(), signed_in(asker), signed_in(person("stranger"))):
        for address in (old, f"{old}posts/{post.pk}/", f"{old}?from=1"):
            assert client.get(address).status_code == 404
    assert signed_in(boss).get(old).status_code == 302
    assert signed_in(moderator()).get(old).status_code == 302


def test_a_hidden_hub_is_not_betrayed_by_where_something_stood(boss: User) -> None:
    hub(visibility=Hub.Visibility.HIDDEN)
    thread = thread_of(boss)
    old = url_of(thread)
    move(boss, thread, is_agreed="on")
    assert Client().get(old).status_code == 404
    assert signed_in(boss).get(old).status_code == 302


@pytest.mark.parametrize("visibility", [Hub.Visibility.MEMBERS, Hub.Visibility.HIDDEN])
@pytest.mark.parametrize("target", list(Hub.Visibility))
def test_out_of_a_closed_circle_only_by_express_consent(boss: User, asker: User, visibility: str, target: str) -> None:
    hub(visibility=visibility), hub(OTHER, visibility=target)
    thread = thread_of(asker)
    page = move(boss, thread)
    assert page.context["form"].errors["is_agreed"]
    assert "meant for the members of this hub alone" in page.content.decode()
    assert Thread.objects.get().hub.key == HUB
    move(boss, thread, is_agreed="on")
    assert Thread.objects.get().hub.key == OTHER
    expected = {"public": 200, "members": 302, "hidden": 404}
    assert Client().get(url_of(Thread.objects.get())).status_code == expected[target]


def test_a_hub_that_was_closed_since_the_look_opens_nothing(boss: User, asker: User) -> None:
    thread = thread_of(asker)
    seen = Thread.objects.select_related("hub__theme").get()
    hub(visibility=Hub.Visibility.HIDDEN)
    with pytest.raises(services.WouldOpen):
        services.move(thread=seen, to=hub(OTHER))
    assert thread.hub.key == HUB


def test_into_a_closed_hub_nobody_outside_follows_hears_or_finds_it(boss: User, asker: User) -> None:
    hub(OTHER, visibility=Hub.Visibility.HIDDEN)
    reader, inside = member_of(hub(), "reader"), member_of(hub(OTHER), "inside")
    with committed():
        thread = question(hub(), asker, "A secret about valves")
    Membership.objects.create(hub=hub(), user=inside)
    for user in (reader, inside):
        signed_in(user).post(url_of(thread, act=True), {"act": "follow"})
    with committed():
        answer(thread, asker, "Turn them twice")
    assert reader.notifications.count() == 2
    with committed():
        move(boss, thread)
    drain()
    assert [user.notifications.readable().count() for user in (reader, asker)] == [0, 0]
    assert {each.hub.key for each in inside.notifications.all()} == {OTHER}  # type: ignore[union-attr]
    assert set(Follow.objects.values_list("user", flat=True)) == {inside.pk}
    assert not ReadMarker.objects.exclude(user__in=(inside, boss)).exists()
    assert SearchEntry.objects.get(kind="thread").audience == hub(OTHER).circle
    assert not Client().get("/en/search/?q=valves&kind=thread").context["results"].hits


def test_what_was_told_of_it_leads_there_still(boss: User, asker: User) -> None:
    with committed():
        thread = question(hub(), asker)
    news = boss.notifications.get()
    move(boss, thread)
    page = signed_in(boss).get(f"/en/inbox/{news.pk}/", follow=True)
    assert page.context["thread"].pk == thread.pk


def test_what_was_split_off_quotes_nothing_of_the_hub_it_leaves(boss: User, asker: User) -> None:
    thread = thread_of(asker, 2)
    answer(thread, asker, "I agree", quotes=thread.posts.get(number=2))
    new = split(boss, thread, 3).context["thread"]
    assert new.posts.get().quotes is not None
    move(boss, new)
    assert new.posts.get().quotes is None


def test_a_pinned_thread_is_not_pinned_elsewhere_and_its_answer_stays(boss: User, asker: User) -> None:
    thread = thread_of(asker)
    accept(post=thread.posts.get(number=3))
    signed_in(boss).post(url_of(thread, act=True), {"act": "pin"})
    move(boss, thread)
    thread.refresh_from_db()
    assert (thread.is_pinned, thread.accepted.number) == (False, 3)  # type: ignore[union-attr]


@pytest.mark.parametrize("to", ["", "x", "999999", "a\x00b", "own", "not mine"])
def test_to_no_hub_that_the_mover_does_not_facilitate(boss: User, asker: User, to: str) -> None:
    thread = thread_of(asker)
    others = {"own": hub().pk, "not mine": hub("quality").pk}
    page = tidy(boss, thread, "move", to=others.get(to, to), act="move")
    assert page.context["form"].errors["to"]
    assert Thread.objects.get().hub.key == HUB


def test_who_facilitates_one_hub_alone_is_told_so(asker: User) -> None:
    lone = member_of(hub(), "lone", role=FACILITATOR)
    Membership.objects.create(hub=hub(OTHER), user=lone)
    page = signed_in(lone).get(f"{url_of(thread_of(asker))}move/")
    assert "You facilitate no other hub" in page.content.decode()


def test_of_two_who_move_at_once_the_second_is_told(boss: User, asker: User) -> None:
    thread = thread_of(asker)
    stale = Thread.objects.select_related("hub__theme").get()
    move(boss, thread)
    assert "somebody" not in told(signed_in(boss).get(url_of(Thread.objects.get())))
    assert "moved here meanwhile: nothing was changed" in told(move(boss, thread))
    with pytest.raises(services.Overtaken):
        services.move(thread=stale, to=hub("quality"))


def test_an_answer_to_a_thread_that_was_moved_meanwhile_is_kept_at_its_new_place(boss: User, asker: User) -> None:
    thread = thread_of(asker)
    move(boss, thread)
    page = signed_in(asker).post(url_of(thread), {"body": "An hour of work"}, follow=True)
    assert page.context["thread"].hub.key == OTHER
    assert "An hour of work" in page.content.decode()
    assert Post.objects.filter(body="An hour of work").count() == 0


def test_what_was_only_pressed_in_a_thread_that_was_moved_is_not_done(boss: User, asker: User) -> None:
    thread = thread_of(asker)
    move(boss, thread)
    page = signed_in(boss).post(url_of(thread, act=True), {"act": "close"}, follow=True)
    assert (page.context["thread"].hub.key, page.context["thread"].is_closed) == (OTHER, False)


@pytest.mark.parametrize("act", ["rename", "move", "merge", "select"])
@pytest.mark.parametrize("language", ["fr", "ru"])
def test_the_forms_are_for_facilitators_in_every_language(boss: User, asker: User, act: str, language: str) -> None:
    thread = thread_of(asker)
    address = reverse(f"thread_{act}", args=(HUB, thread.pk)).replace("/en/", f"/{language}/")
    assert signed_in(boss).get(address).status_code == 200
    assert signed_in(asker).get(address).status_code == 403
    assert signed_in(asker).post(address, {"act": act}).status_code == 403
    assert "/accounts/login/" in Client().post(address, {"act": act})["Location"]


def test_moving_merging_and_splitting_are_written_down(boss: User, asker: User) -> None:
    into, moved, cut = thread_of(asker, title="Kept"), thread_of(asker, title="Moved"), thread_of(asker, title="Cut")
    move(boss, moved)
    merged(boss, thread_of(asker, title="Merged"), into)
    split(boss, cut, 2, 3)
    acts = ModerationLogEntry.objects.filter(user=boss).values_list("action", "hub__theme__key").order_by("pk")
    assert list(acts) == [("discussions.move", OTHER), ("discussions.merge", HUB), ("discussions.split", HUB)]
