"""Facilitators make posts a thread of their own: both are whole, and readers have read as much as before."""

from typing import Any

import pytest
from django.test import Client

from communities.discussions.models import Follow, FormerPlace, ReadMarker, Thread
from communities.discussions.services import accept, hide, remove
from communities.discussions.tidying import services
from communities.hubs.models import Hub
from communities.people.models import User

from .discussions import answer, fill, question, url_of
from .hubs import hub, member_of, signed_in
from .tidying import (
    OTHER,
    bodies,
    is_counted_right,
    keys,
    merged,
    move,
    split,
    thread_of,
    tidy,
)

pytestmark = pytest.mark.django_db


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


def test_a_hundred_posts_at_once_are_enough(boss: User, asker: User) -> None:
    thread = thread_of(asker, 2)
    page = tidy(boss, thread, "select", posts=[str(key) for key in range(1, 102)], title="Meters", act="split")
    assert page.context["form"].errors["posts"] == ["Select 100 posts at most."]
