"""Writing in hubs. Each act is done whole or not at all, and done twice it changes nothing more.

Whatever changes a thread takes its row's lock first, so that posts are numbered without gaps and two facilitators who
act at once wait for each other. A thread is saved after each change, which is how search hears of it.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from communities.hubs.models import Hub
from communities.notifications.services import delay
from communities.people.models import User

from .asking.services import call
from .files import set_files
from .locking import locked_with
from .mentions import look_up
from .models import Follow, Post, PostFile, PostRevision, Reaction, ReadMarker, Thread
from .newcomers import has_to_wait, see_to_pace, wait_for_ones_turn
from .news import hush, name_anew, news_of
from .querysets import PostQuerySet
from .rendering import render
from .telling import tell_of_mentions, tell_of_post, tell_of_waiting, tell_that_it_stands
from .titles import title_of


class Closed(Exception):
    """The thread takes no more posts."""


def ask(
    *,
    hub: Hub,
    author: User,
    body: str,
    language: str,
    token: UUID,
    title: str = "",
    files: Sequence[PostFile] = (),
    whom: Iterable[User] = (),
) -> Post:
    """Start a thread and bring it to `whom`; the same form sent again finds the post that it made.

    Raises:
        TooMany: see `newcomers`.
    """
    try:
        with transaction.atomic():
            wait_for_ones_turn(author)
            known = _sent_before(author, token).first()
            if known:
                return known
            see_to_pace(author, hub)
            title = title or title_of(body, look_up(body, hub, author).people)
            now = timezone.now()
            thread = Thread.objects.create(hub=hub, author=author, title=title, language=language, last_post_at=now)
            post = _write(thread, author, body, language, token, files=files)
            if not post.is_hidden:  # one that waits is brought to nobody
                call(thread=thread, users=whom, by=author)
            return post
    except IntegrityError:  # the first half of a double click made it
        return _sent_before(author, token).get()


@transaction.atomic
def reply(
    *,
    thread: Thread,
    author: User,
    body: str,
    language: str,
    token: UUID,
    quotes: Post | None = None,
    files: Sequence[PostFile] = (),
) -> Post:
    """Write at the end of a thread.

    Raises:
        Closed: the thread was closed, perhaps since the page was opened.
        Thread.DoesNotExist: it was merged with another one meanwhile.
        TooMany: see `newcomers`.
    """
    thread = Thread.objects.locked(thread.pk)
    wait_for_ones_turn(author)
    known = _sent_before(author, token).first()
    if known:
        return known
    if thread.is_closed:
        raise Closed
    see_to_pace(author, thread.hub)
    return _write(thread, author, body, language, token, quotes=quotes, files=files)


def _sent_before(author: User, token: UUID) -> PostQuerySet:
    return Post.objects.filter(author=author, token=token).select_related("thread__hub__theme")


def _write(
    thread: Thread,
    author: User,
    body: str,
    language: str,
    token: UUID,
    *,
    quotes: Post | None = None,
    files: Sequence[PostFile] = (),
) -> Post:
    mentioned = look_up(body, thread.hub, author)
    html = render(body, mentioned.people)
    waits = has_to_wait(author, thread.hub, html)
    post = Post.objects.create(
        thread=thread,
        number=thread.post_count + 1,
        author=author,
        language=language,
        body=body,
        html=html,
        quotes=quotes,
        token=token,
        hidden_by=Post.HiddenBy.WAITING if waits else "",
    )
    post.mentions.set(mentioned.users)
    if files:
        set_files(post=post, files=files)
    thread.post_count, thread.last_post_at = post.number, post.created_at
    thread.is_question_hidden = thread.is_question_hidden or (waits and post.is_question)
    thread.save(update_fields=["post_count", "last_post_at", "is_question_hidden"])
    follow(thread=thread, user=author)
    mark_read(thread=thread, user=author, number=post.number)
    transaction.on_commit(partial((tell_of_waiting if waits else tell_of_post).enqueue, post.pk))
    return post


@transaction.atomic
def edit(
    *, post: Post, body: str, language: str, title: str | None = None, files: Sequence[PostFile] | None = None
) -> None:
    """Change what a post says; what it said before stays readable. None leaves title or files as they are."""
    thread = locked_with(post)
    if files is not None:
        set_files(post=post, files=files)
    if title is not None and post.is_question:
        _rename(thread, title or title_of(body, look_up(body, thread.hub, post.author).people))
    if (post.body, post.language) == (body, language):
        return
    PostRevision.objects.create(post=post, body=post.body, written_at=post.edited_at or post.created_at)
    before, mentioned = post.html, look_up(body, thread.hub, post.author, known=post.mentions.all())
    post.body, post.html, post.language = body, render(body, mentioned.people), language
    post.edited_at = timezone.now()
    post.save(update_fields=["body", "html", "language", "edited_at"])
    post.mentions.set(mentioned.users)
    transaction.on_commit(partial(tell_of_mentions.enqueue, post.pk))
    if post.is_question:
        thread.language = language
    thread.save(update_fields=["language"])
    if post.author and not post.is_hidden and has_to_wait(post.author, thread.hub, post.html, before):
        _set_hidden(post, Post.HiddenBy.WAITING)
        transaction.on_commit(partial(tell_of_waiting.enqueue, post.pk))


@transaction.atomic
def rename(*, thread: Thread, title: str) -> None:
    """Raises:
    Thread.DoesNotExist: it was merged with another one meanwhile.
    """
    _rename(Thread.objects.locked(thread.pk), title)


def _rename(thread: Thread, title: str) -> None:
    """In people's inboxes too."""
    if thread.title != title:
        thread.title = title
        thread.save(update_fields=["title"])
        name_anew(thread)


def hide(*, post: Post) -> None:
    """Take a post out of sight; what its author removed stays as it is."""
    _set_hidden(post, Post.HiddenBy.FACILITATOR, unless=Post.HiddenBy.AUTHOR)


def unhide(*, post: Post) -> None:
    """Show what a facilitator hid or what waited for one's nod, never what its author removed."""
    _set_hidden(post, "", unless=Post.HiddenBy.AUTHOR)


@transaction.atomic
def remove(*, post: Post) -> None:
    """Take one's own post back, for good: its files and translations go."""
    _set_hidden(post, Post.HiddenBy.AUTHOR)
    post.files.all().delete()
    post.translations.all().delete()


@transaction.atomic
def _set_hidden(post: Post, by: str, unless: str = "nobody") -> None:
    thread, was = locked_with(post), post.hidden_by
    if was in (by, unless):
        return
    thread.posts.filter(pk=post.pk).update(hidden_by=by)
    if post.is_question:
        thread.is_question_hidden = bool(by)
    if by and thread.accepted_id == post.pk:
        thread.accepted = None
    thread.save(update_fields=["is_question_hidden", "accepted"])
    if post.is_question:
        name_anew(thread)
    if by:
        hush(post)
        return
    if was == Post.HiddenBy.WAITING:
        tell_that_it_stands(post)
    transaction.on_commit(partial(tell_of_post.enqueue, post.pk))  # whoever heard of it before is told nothing new


@transaction.atomic
def arrange(*, thread: Thread, is_pinned: bool | None = None, is_closed: bool | None = None) -> None:
    """Pin a thread above the others, or close it to new posts; None leaves either as it is.

    Raises:
        Thread.DoesNotExist: it was merged with another one meanwhile.
    """
    thread = Thread.objects.locked(thread.pk)
    thread.is_pinned = thread.is_pinned if is_pinned is None else is_pinned
    thread.is_closed = thread.is_closed if is_closed is None else is_closed
    thread.save(update_fields=["is_pinned", "is_closed"])


@transaction.atomic
def accept(*, post: Post, is_accepted: bool = True) -> None:
    """Say which answer solved it, in place of another one; neither a hidden post nor the question itself does."""
    thread = locked_with(post)
    if is_accepted:
        thread.accepted = thread.posts.shown().filter(pk=post.pk, number__gt=1).first() or thread.accepted
    elif thread.accepted_id == post.pk:
        thread.accepted = None
    thread.save(update_fields=["accepted"])


def thank(*, post: Post, user: User, has_helped: bool = True) -> None:
    if has_helped:
        Reaction.objects.bulk_create([Reaction(post=post, user=user)], ignore_conflicts=True)
    else:
        Reaction.objects.filter(post=post, user=user).delete()


def follow(*, thread: Thread, user: User, is_on: bool = True) -> None:
    if is_on:
        Follow.objects.bulk_create([Follow(thread=thread, user=user)], ignore_conflicts=True)
    else:
        Follow.objects.filter(thread=thread, user=user).delete()


@transaction.atomic
def choose_mails(*, thread: Thread, user: User, frequency: str) -> None:
    """Mail who follows the thread of its new posts this often; empty is as he or she chose for all."""
    Follow.objects.filter(thread=thread, user=user).update(frequency=frequency)
    if frequency:
        delay(news=news_of(thread).filter(user=user, kind="reply"), frequency=frequency)


def mark_read(*, thread: Thread, user: User, number: int) -> None:
    """Note in one statement how far somebody has read; callers see to it that it only moves on."""
    ReadMarker.objects.bulk_create(
        [ReadMarker(thread=thread, user=user, number=number)],
        update_conflicts=True,
        unique_fields=["thread", "user"],
        update_fields=["number"],
    )
