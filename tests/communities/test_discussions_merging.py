"""Facilitators make two threads one: what readers were to either they are to both, old addresses lead on."""

from typing import Any

import pytest
from django.test import Client

from communities.discussions.models import Follow, Thread
from communities.discussions.services import accept, thank
from communities.discussions.tidying import services
from communities.people.models import User
from search.sync import drain
from tests.commits import committed

from .discussions import fill, question, url_of
from .hubs import hub, member_of, signed_in
from .tidying import (
    OTHER,
    bodies,
    is_counted_right,
    merged,
    move,
    thread_of,
    tidy,
    told,
    unread,
)

pytestmark = pytest.mark.django_db


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
