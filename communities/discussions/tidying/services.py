"""Putting threads in order. Rows are locked first: of two facilitators at once, the second is told that it is done."""

from bisect import bisect_right
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Case, F, When

from communities.hubs.models import Hub

from ..drafts import join_drafts
from ..models import Call, Follow, FormerPlace, Post, Product, ReadMarker, Thread
from ..news import join, move_along, name_anew

ABOVE = 1_000_000_000  # where numbers wait while others take their places: no thread is that long


class Overtaken(Exception):
    """Somebody was faster: the thread, or some of the posts, are not where they were."""


class WouldOpen(Exception):
    """Others would read what was written for a closed circle, and nobody agreed to that."""


def opens(thread: Thread) -> bool:
    """Whether other people would read it anywhere else."""
    return not thread.hub.is_public


@transaction.atomic
def move(*, thread: Thread, to: Hub, is_agreed: bool = False) -> Thread:
    """Put a thread into another hub; old addresses lead there, and who may not read there is told no more of it.

    Raises:
        Overtaken: it is not in the hub any more where it was seen.
        WouldOpen: it is in a closed circle, and `is_agreed` is not said.
    """
    seen_in, thread = thread.hub, _locked(thread)
    if thread.hub_id != seen_in.pk:
        raise Overtaken
    if opens(thread) and not is_agreed:
        raise WouldOpen
    FormerPlace.objects.filter(hub=to, number=thread.pk, post=None).delete()  # it comes back
    FormerPlace.objects.create(hub=thread.hub, number=thread.pk, thread=thread)
    move_along(thread, to)
    thread.hub, thread.is_pinned = to, False
    thread.save(update_fields=["hub", "is_pinned"])
    if not to.is_public:
        inside = to.memberships.inside().values("user")
        for kept in (Follow, ReadMarker):
            kept.objects.filter(thread=thread).exclude(user__in=inside).delete()
    _cut_quotes(thread)
    return thread


def _cut_quotes(thread: Thread) -> None:
    """What was split off quotes what stayed; in another hub others read it."""
    Post.objects.filter(thread=thread, quotes__isnull=False).exclude(quotes__thread=thread).update(quotes=None)
    Post.objects.filter(quotes__thread=thread).exclude(thread=thread).update(quotes=None)


@transaction.atomic
def merge(*, thread: Thread, into: Thread) -> Thread:
    """Put the posts of one thread behind those of another one of the same hub, and end the first.

    Raises:
        Overtaken: one of them was moved or merged meanwhile.
    """
    locked = {pk: Thread.objects.filter(pk=pk).select_for_update(of=("self",)).first() for pk in _keys(thread, into)}
    old, new = locked[thread.pk], locked[into.pk]
    if old is None or new is None or old == new or {old.hub_id, new.hub_id} != {thread.hub_id}:
        raise Overtaken
    shift = new.post_count
    _keep_what_was_read(old, new)
    old.posts.update(thread=new, number=F("number") + shift)
    _follow_too(old, new)
    Call.objects.filter(thread=old).exclude(user__in=Call.objects.filter(thread=new).values("user")).update(thread=new)
    Product.objects.filter(thread=old).update(thread=new)
    FormerPlace.objects.filter(thread=old).update(thread=new, shift=F("shift") + shift)
    FormerPlace.objects.create(hub=old.hub, number=old.pk, thread=new, shift=shift)
    join_drafts(old=old, new=new)
    new.post_count, new.last_post_at = shift + old.post_count, max(old.last_post_at, new.last_post_at)
    new.accepted_id = new.accepted_id or old.accepted_id
    new.save(update_fields=["post_count", "last_post_at", "accepted"])
    join(old, new)
    old.delete()
    return new


def _follow_too(old: Thread, new: Thread) -> None:
    """Who follows one thread follows the other, and wants as much mail of it."""
    followers = old.follows.values_list("user", "frequency")
    follows = [Follow(thread=new, user_id=user, frequency=frequency) for user, frequency in followers]
    Follow.objects.bulk_create(follows, ignore_conflicts=True)


def _keys(*threads: Thread) -> list[int]:
    """In the order in which they are locked: two who merge the same two threads do not wait for ever."""
    return sorted({thread.pk for thread in threads})


def _keep_what_was_read(old: Thread, new: Thread) -> None:
    """Who had read both to the end has read what comes of them."""
    done = old.markers.filter(number__gte=old.post_count).values("user")
    new.markers.filter(number__gte=new.post_count, user__in=done).update(number=new.post_count + old.post_count)


@transaction.atomic
def split(*, thread: Thread, keys: Sequence[int], title: str) -> Thread:
    """Make a thread of its own of the posts with these keys, never of the question; what is left is numbered anew.

    Raises:
        Overtaken: some of them are not in the thread any more.
    """
    thread = _locked(thread)
    chosen = list(thread.posts.filter(pk__in=keys, number__gt=1).order_by("number"))
    if not chosen or len(chosen) != len(set(keys)):
        raise Overtaken
    new = _begun_with(chosen, thread, title)
    gone = [post.number for post in chosen]
    _split_readers(thread, new, gone)
    for number, post in enumerate(chosen, 1):
        post.thread, post.number = new, number
    Post.objects.bulk_update(chosen, ["thread", "number"])
    _close_gaps(thread, gone)
    FormerPlace.objects.filter(post__in=chosen).update(thread=new)
    places = [FormerPlace(hub=thread.hub, number=thread.pk, post=post, thread=new) for post in chosen]
    FormerPlace.objects.bulk_create(places, ignore_conflicts=True)
    _settle_answers(thread, new, chosen)
    name_anew(new)
    return new


def _begun_with(chosen: Sequence[Post], thread: Thread, title: str) -> Thread:
    first, last = chosen[0], chosen[-1]
    new = Thread.objects.create(
        hub=thread.hub,
        title=title,
        author=first.author,
        language=first.language,
        last_post_at=last.created_at,
        post_count=len(chosen),
        is_question_hidden=first.is_hidden,
    )
    new.created_at = first.created_at  # not when it was split off
    new.save(update_fields=["created_at"])
    return new


def _split_readers(thread: Thread, new: Thread, gone: Sequence[int]) -> None:
    """Who read and follows the thread has read as much of the new one, and follows both."""
    read = [(marker.user_id, bisect_right(gone, marker.number)) for marker in thread.markers.all()]
    ReadMarker.objects.bulk_create(ReadMarker(user_id=user, thread=new, number=count) for user, count in read if count)
    thread.markers.filter(number__gte=gone[0]).update(number=_moved_up(gone))
    _follow_too(thread, new)


def _close_gaps(thread: Thread, gone: Sequence[int]) -> None:
    """In two steps, for no number may be there twice even for a moment."""
    thread.posts.filter(number__gt=gone[0]).update(number=F("number") + ABOVE)
    thread.posts.filter(number__gt=ABOVE).update(number=_moved_up(gone, ABOVE))


def _moved_up(gone: Sequence[int], above: int = 0) -> Case:
    """A number less those that are gone before it."""
    steps = reversed(list(enumerate(gone, 1)))
    return Case(*(When(number__gte=above + number, then=F("number") - (above + count)) for count, number in steps))


def _settle_answers(thread: Thread, new: Thread, chosen: Sequence[Post]) -> None:
    """The answer goes with its post, but the first post of the new thread answers nothing."""
    if thread.accepted_id in {post.pk for post in chosen}:
        new.accepted_id = thread.accepted_id if thread.accepted_id != chosen[0].pk else None
        thread.accepted = None
    thread.post_count -= len(chosen)
    thread.last_post_at = thread.posts.order_by("-number").values_list("created_at", flat=True)[0]
    thread.save(update_fields=["post_count", "last_post_at", "accepted"])
    new.save(update_fields=["accepted"])


def _locked(thread: Thread) -> Thread:
    try:
        return Thread.objects.locked(thread.pk)
    except Thread.DoesNotExist:
        raise Overtaken from None
