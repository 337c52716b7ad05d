"""Who hears of a new post: whoever it mentions, of a question the hub's members, of a reply who follows the thread.

Of one that waits hear those who may let it stand, and its author when it does. While others are told, the thread's row
is locked: nobody hides the post, or the title that they are told, in the same moment.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks import task

from communities.hubs.querysets import moderators
from communities.notifications.services import tell
from communities.people.models import User

from .locking import locked_with
from .models import Post
from .news import title_for_news


@task()
@transaction.atomic
def tell_of_post(pk: int) -> None:
    """Done by the worker: a hub may have thousands of members."""
    post = _shown(pk)
    if post is None:
        return
    mentioned = _mentioned(post)
    _tell(post, "mention", mentioned)
    if post.is_question:
        others = _inside(post).exclude(pk__in=mentioned)
        _tell(post, "question", others.exclude(calls__thread=post.thread))  # who was asked knows already
    else:
        follows = post.thread.follows.exclude(user__in=mentioned)
        frequencies = dict(follows.exclude(frequency="").values_list("user", "frequency"))
        _tell(post, "reply", _readers(post).filter(pk__in=follows.values("user")), frequencies)


@task()
@transaction.atomic
def tell_of_mentions(pk: int) -> None:
    """Of an edited post those hear whom it mentions now; who heard of it before is not told again."""
    post = _shown(pk)
    if post is not None:
        _tell(post, "mention", _mentioned(post))


def _shown(pk: int) -> Post | None:
    post = Post.objects.filter(pk=pk).first()
    if post is None:
        return None
    locked_with(post)
    return None if post.is_hidden or post.author is None else post


def _inside(post: Post) -> QuerySet[User]:
    return User.objects.filter(memberships__in=post.thread.hub.memberships.inside())


def _readers(post: Post) -> QuerySet[User]:
    """Whoever may read it, a member or not."""
    users = User.objects.filter(is_active=True)
    if post.thread.hub.is_public:
        return users
    return users.filter(Q(pk__in=_inside(post)) | Q(pk__in=moderators()))


def _mentioned(post: Post) -> QuerySet[User]:
    """Those who may still read it."""
    return _inside(post).filter(pk__in=post.mentions.all())


def _tell(post: Post, kind: str, users: QuerySet[User], frequencies: Mapping[int, str] | None = None) -> None:
    tell(
        users=users,
        kind=kind,
        about=f"post:{post.pk}",
        path=_path_of(post),
        hub=post.thread.hub,
        actor=post.author,
        frequencies=frequencies,
        title=title_for_news(post.thread),
    )


@task()
def tell_of_waiting(pk: int) -> None:
    """The hub's facilitators, or where it has none the moderators."""
    post = Post.objects.select_related("thread__hub__theme", "author").filter(pk=pk, hidden_by="waiting").first()
    if post is None:
        return
    hub = post.thread.hub
    facilitators = User.objects.filter(memberships__in=hub.memberships.facilitators())
    tell(
        users=facilitators if facilitators.exists() else moderators(),
        kind="waiting",
        about=f"post:{post.pk}",
        path=f"hubs/{hub.key}/reports/",
        hub=hub,
        actor=post.author,
    )


def tell_that_it_stands(post: Post) -> None:
    tell(
        users=[post.author] if post.author else [],
        kind="stands",
        about=f"post:{post.pk}",
        path=_path_of(post),
        hub=post.thread.hub,
        title=title_for_news(post.thread),
    )


def _path_of(post: Post) -> str:
    """Below the language."""
    return post.permalink.split("/", 2)[2]
