"""Facilitators move, merge and split: nothing is lost, nothing becomes public by accident, old addresses lead on."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from communities.discussions.models import Follow, FormerPlace, Post, ReadMarker, Thread
from communities.discussions.reading import thread_list
from communities.discussions.services import accept, hide, remove, thank
from communities.discussions.tidying import services
from communities.hubs.access import standing_of
from communities.hubs.models import Hub, Membership
from communities.moderation.models import ModerationLogEntry
from communities.people.models import User
from search.models import SearchEntry
from search.sync import drain
from tests.commits import committed

from .discussions import answer, fill, question, url_of
from .hubs import HUB, hub, member_of, moderator, person, signed_in

pytestmark = pytest.mark.django_db
OTHER = "sanitation"
FACILITATOR = Membership.Role.FACILITATOR


@pytest.fixture
def boss() -> User:
    """Facilitates two hubs."""
    user = member_of(hub(), "boss", role=FACILITATOR)
    Membership.objects.create(hub=hub(OTHER), user=user, role=FACILITATOR)
    return user


@pytest.fixture
def asker() -> User:
    return member_of(hub(), "asker")


def thread_of(user: User, posts: int = 5, title: str = "Leaks at night") -> Thread:
    thread = question(hub(), user, title=title)
    for number in range(2, posts + 1):
        answer(thread, user, f"No. {number}")
    thread.refresh_from_db()
    return thread


def tidy(user: User, thread: Thread, page: str, /, **sent: Any) -> Any:
    return signed_in(user).post(f"{url_of(thread)}{page}/", sent, follow=True)


def move(user: User, thread: Thread, to: str = OTHER, **sent: Any) -> Any:
    return tidy(user, thread, "move", to=hub(to).pk, act="move", **sent)


def split(user: User, thread: Thread, *numbers: int, title: str = "Meters") -> Any:
    return tidy(user, thread, "select", posts=keys(thread, *numbers), title=title, act="split")


def keys(thread: Thread, *numbers: int) -> list[int]:
    return [thread.posts.get(number=number).pk for number in numbers]


def bodies(thread: Thread) -> list[tuple[int, str]]:
    return list(thread.posts.order_by("number").values_list("number", "body"))


def told(page: Any) -> str:
    return " ".join(str(message) for message in page.context["messages"])


def is_counted_right(thread: Thread) -> bool:
    thread.refresh_from_db()
    posts = list(thread.posts.order_by("number"))
    return [post.number for post in posts] == list(range(1, thread.post_count + 1)) and thread.last_post_at == max(
        post.created_at for post in posts
    )


# Moving


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
    assert (reader.notifications.count(), asker.notifications.count()) == (0, 0)
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


# Merging


def merged(boss: User, thread: Thread, into: Thread) -> Any:
    return tidy(boss, thread, "merge", into=f"https://hub.example{url_of(into)}?from=1#post-1", act="merge")


def test_two_threads_become_one_after_a_look_at_which(boss: User, asker: User) -> None:
    old, new = thread_of(asker, 3, "Old"), thread_of(asker, 2, "New")
    page = tidy(boss, old, "merge", into=str(new.pk), act="look")
    assert page.context["into"] == new
    assert Thread.objects.count() == 2
    page = merged(boss, old, new)
    assert page.context["thread"] == Thread.objects.get() == new
    assert [number for number, _body in bodies(new)] == [1, 2, 3, 4, 5]
    assert bodies(new)[3:] == [(4, "No. 2"), (5, "No. 3")]
    assert is_counted_right(new)


def test_every_old_address_leads_to_the_very_post(boss: User, asker: User) -> None:
    old, new = thread_of(asker, 3), thread_of(asker, 30)
    address, post = url_of(old), old.posts.get(number=3)
    merged(boss, old, new)
    assert Client().get(address)["Location"] == f"{url_of(new)}?from=31#post-31"
    assert Client().get(f"{address}?from=3")["Location"] == f"{url_of(new)}?from=33#post-33"
    assert Client().get(f"{address}?from=junk").status_code == 302
    moved = Client().get(f"{address}posts/{post.pk}/")
    assert Client().get(moved["Location"])["Location"] == f"{url_of(new)}?from=21#post-33"


def test_addresses_lead_on_through_merging_moving_and_merging_again(boss: User, asker: User) -> None:
    first, second, third = (thread_of(asker, 2, title) for title in ("1", "2", "3"))
    address, post = url_of(first), first.posts.get(number=2)
    merged(boss, first, second)
    merged(boss, second, third)
    move(boss, third)
    page = Client().get(address, follow=True)
    assert (page.context["thread"].pk, page.redirect_chain[-1][0][-14:]) == (third.pk, "?from=5#post-5")
    assert Client().get(f"{address}posts/{post.pk}/", follow=True).context["thread"].pk == third.pk


def test_followers_readers_thanks_and_the_answer_are_kept(boss: User, asker: User) -> None:
    old, new = thread_of(asker, 3), thread_of(asker, 2)
    both, one = member_of(hub(), "both"), member_of(hub(), "one")
    for user, threads in ((both, (old, new)), (one, (new,))):
        for thread in threads:
            signed_in(user).get(url_of(thread))
    Follow.objects.create(thread=old, user=one)
    thank(post=old.posts.get(number=3), user=both)
    accept(post=old.posts.get(number=3))
    merged(boss, old, new)
    new.refresh_from_db()
    assert new.accepted.number == 5  # type: ignore[union-attr]
    assert new.accepted.reactions.count() == 1  # type: ignore[union-attr]
    assert Follow.objects.filter(thread=new, user=one).exists()
    assert [unread(user) for user in (both, one)] == [0, 3]


def unread(user: User) -> int:
    [row] = thread_list(standing_of(user, hub()), user)["rows"]
    return row.new_count


def test_the_answer_that_was_accepted_first_stays_the_answer(boss: User, asker: User) -> None:
    old, new = thread_of(asker, 2), thread_of(asker, 2)
    for thread in (old, new):
        accept(post=thread.posts.get(number=2))
    merged(boss, old, new)
    new.refresh_from_db()
    assert new.accepted.number == 2  # type: ignore[union-attr]


def test_search_finds_what_was_merged_in_one_thread_only(boss: User, asker: User) -> None:
    with committed():
        old, new = question(hub(), asker, "Zebrafish?"), question(hub(), asker, "Sturgeon?")
    with committed():
        merged(boss, old, new)
    drain()
    found = Client().get("/en/search/?q=zebrafish&kind=thread").context["results"].hits
    assert [hit.reference for hit in found] == [f"thread-{new.pk}"]


@pytest.mark.parametrize("into", ["", "x", "0", "9" * 30, "a\x00b", "own", "other hub", "http://evil.example/"])
def test_merged_with_nothing_but_another_thread_of_the_hub(boss: User, asker: User, into: str) -> None:
    thread = thread_of(asker)
    others = {"own": str(thread.pk), "other hub": url_of(question(hub(OTHER), boss))}
    page = tidy(boss, thread, "merge", into=others.get(into, into), act="merge")
    assert page.context["form"].errors["into"]
    assert Thread.objects.count() == 2 if into == "other hub" else 1


def test_of_two_who_merge_at_once_the_second_is_told(boss: User, asker: User) -> None:
    old, new = thread_of(asker), thread_of(asker)
    merged(boss, old, new)
    page = merged(boss, old, new)
    assert page.context["thread"] == new
    assert "nothing was changed" in told(page)
    with pytest.raises(services.Overtaken):
        services.merge(thread=old, into=new)
    with pytest.raises(services.Overtaken):
        services.merge(thread=new, into=new)
    with pytest.raises(services.Overtaken):
        services.split(thread=old, keys=[1], title="x")


def test_ten_thousand_posts_are_merged(boss: User, asker: User, django_assert_max_num_queries: Any) -> None:
    old, new = thread_of(asker, 1), thread_of(asker, 2)
    fill(old, asker, 10_000)
    with django_assert_max_num_queries(60):
        services.merge(thread=old, into=new)
    new.refresh_from_db()
    assert new.post_count == 10_002
    assert list(new.posts.values_list("number", flat=True)) == list(range(1, 10_003))


# Splitting


def test_posts_become_a_thread_of_their_own_and_the_rest_is_numbered_anew(boss: User, asker: User) -> None:
    thread = thread_of(asker, 7)
    new = split(boss, thread, 3, 4, 6).context["thread"]
    assert bodies(new) == [(1, "No. 3"), (2, "No. 4"), (3, "No. 6")]
    assert [body for _number, body in bodies(thread)][1:] == ["No. 2", "No. 5", "No. 7"]
    assert is_counted_right(thread)
    assert is_counted_right(new)
    assert (new.title, new.author, new.language) == ("Meters", asker, "en")
    assert new.created_at == new.posts.get(number=1).created_at


def test_addresses_of_the_posts_lead_to_the_new_thread_for_who_may_read_it(boss: User, asker: User) -> None:
    thread = thread_of(asker, 5)
    post = thread.posts.get(number=4)
    old = url_of(thread, post=post)
    new = split(boss, thread, 4).context["thread"]
    assert Client().get(old)["Location"] == url_of(new, post=post)
    assert Client().get(f"{old}history/", follow=True).status_code == 200
    assert signed_in(asker).post(f"{old}act/", {"act": "remove"})["Location"] == url_of(new, post=post)
    hub(OTHER, visibility=Hub.Visibility.HIDDEN)
    move(boss, new)
    assert Client().get(old).status_code == 404
    hide(post=post)
    assert Client().get(f"{old}history/").status_code == 404


def test_split_off_and_merged_again_the_addresses_lead_round_in_no_circle(boss: User, asker: User) -> None:
    thread = thread_of(asker, 4)
    post = thread.posts.get(number=3)
    new = split(boss, thread, 3).context["thread"]
    merged(boss, new, thread)
    post.refresh_from_db()
    assert (post.thread_id, post.number) == (thread.pk, 4)
    assert Client().get(url_of(thread, post=post), follow=True).status_code == 200
    assert Client().get(url_of(new, post=post), follow=True).context["thread"] == thread
    remove(post=post)
    assert Client().get(f"{url_of(thread, post=post)}history/").status_code == 404


def test_readers_have_read_as_much_of_both_as_before(boss: User, asker: User) -> None:
    thread = thread_of(asker, 3)
    half, whole = member_of(hub(), "half"), member_of(hub(), "whole")
    signed_in(half).get(url_of(thread))
    for _n in range(3):
        answer(thread, asker)
    signed_in(whole).get(url_of(thread))
    new = split(boss, thread, 2, 5).context["thread"]
    markers = {(marker.user, marker.thread): marker.number for marker in ReadMarker.objects.all()}
    assert (markers[half, thread], markers[half, new]) == (2, 1)
    assert (markers[whole, thread], markers[whole, new]) == (4, 2)
    assert Follow.objects.filter(thread=new, user=asker).exists()


@pytest.mark.parametrize(("accepted", "stays", "goes"), [(2, 2, None), (4, None, 2), (3, None, None)])
def test_the_answer_goes_with_its_post_unless_it_is_a_question_now(
    boss: User, asker: User, accepted: int, stays: int | None, goes: int | None
) -> None:
    thread = thread_of(asker, 5)
    accept(post=thread.posts.get(number=accepted))
    new = split(boss, thread, 3, 4).context["thread"]
    thread.refresh_from_db()
    assert [each.accepted and each.accepted.number for each in (thread, new)] == [stays, goes]


def test_a_hidden_post_that_comes_first_hides_the_title(boss: User, asker: User) -> None:
    thread = thread_of(asker, 3)
    hide(post=thread.posts.get(number=2))
    split(boss, thread, 2, 3, title="What was hidden")
    assert Thread.objects.get(title="What was hidden").is_question_hidden


def bad_selection(case: str, thread: Thread, boss: User) -> list[Any]:
    match case:
        case "none":
            return []
        case "the question":
            return keys(thread, 1, 2)
        case "of another thread":
            return [question(hub(), boss).posts.get().pk]
        case "of another hub":
            return [*keys(thread, 2), question(hub(OTHER), boss).posts.get().pk]
        case "ten thousand":
            return list(range(1, 9_990))
        case "one hundred and one":
            fill(thread, boss, 150)
            return keys(thread, *range(2, 103))
    return [case]


@pytest.mark.parametrize(
    "case",
    [
        *("none", "the question", "of another thread", "of another hub", "ten thousand", "one hundred and one"),
        *("x", "-1", "9" * 30, "a\x00b", "٣"),
    ],
)
def test_a_selection_that_makes_no_sense_changes_nothing(boss: User, asker: User, case: str) -> None:
    thread = thread_of(asker)
    selected = bad_selection(case, thread, boss)
    before = Thread.objects.count()
    page = tidy(boss, thread, "select", posts=selected, title="x", act="split")
    assert page.context["form"].errors["posts"]
    assert Thread.objects.count() == before
    assert not FormerPlace.objects.exists()


@pytest.mark.parametrize("title", ["", "  ", "x" * 121, "a\x00b"])
def test_a_bad_title_is_refused_and_the_ticks_kept(boss: User, asker: User, title: str) -> None:
    thread = thread_of(asker)
    page = split(boss, thread, 3, title=title)
    assert page.context["form"].errors["title"]
    assert [each.post.number for each in page.context["selectable"] if each.is_ticked] == [3]


def test_of_two_who_split_at_once_the_second_is_told(boss: User, asker: User) -> None:
    thread = thread_of(asker)
    chosen = keys(thread, 2, 3)
    services.split(thread=thread, keys=chosen[:1], title="First")
    page = tidy(boss, thread, "select", posts=chosen, title="Second", act="split")
    assert "somebody was faster" in str(page.context["form"].errors["posts"])
    with pytest.raises(services.Overtaken):
        services.split(thread=thread, keys=chosen, title="Second")
    assert Thread.objects.count() == 2


def test_a_hundred_of_ten_thousand_are_split_off_in_few_queries(
    boss: User, asker: User, django_assert_max_num_queries: Any
) -> None:
    thread = thread_of(asker, 1)
    fill(thread, asker, 10_000)
    chosen = list(thread.posts.filter(number__in=range(100, 300, 2)).values_list("pk", flat=True))
    with django_assert_max_num_queries(40):
        new = services.split(thread=thread, keys=chosen, title="x")
    assert (new.post_count, thread.posts.count()) == (100, 9_900)
    assert is_counted_right(thread)
    assert is_counted_right(new)


@pytest.mark.parametrize("start", ["", "1", "101", "-1", "x", "9" * 40, "٣"])
def test_posts_are_selected_a_hundred_at_a_time(boss: User, asker: User, start: str) -> None:
    thread = thread_of(asker, 1)
    fill(thread, asker, 150)
    page = signed_in(boss).get(f"{url_of(thread)}select/?from={start}")
    first = {"101": 101, "9" * 40: 150}.get(start, 1)
    assert [each.post.number for each in page.context["selectable"]] == list(range(first, min(first + 100, 151)))


@pytest.mark.parametrize("act", ["move", "merge", "select"])
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
