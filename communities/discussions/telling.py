"""Who hears of a new post: of a question the hub's members, of a reply those who follow the thread.

Of one that waits hear those who may let it stand, and its author when it does.
"""

from django_tasks import task

from communities.hubs.querysets import moderators
from communities.notifications.services import tell
from communities.people.models import User

from .models import Post


@task()
def tell_of_post(pk: int) -> None:
    """Done by the worker: a hub may have thousands of members."""
    post = Post.objects.select_related("thread__hub__theme", "author").filter(pk=pk, hidden_by="").first()
    if post is None or post.author is None:
        return
    thread = post.thread
    inside = User.objects.filter(memberships__in=thread.hub.memberships.inside())
    followers = inside.filter(pk__in=thread.follows.values("user"))
    readers = inside.exclude(calls__thread=thread) if post.is_question else followers  # who was asked knows already
    tell(
        users=readers,
        kind="question" if post.is_question else "reply",
        about=f"post:{post.pk}",
        path=_path_of(post),
        hub=thread.hub,
        actor=post.author,
        title=thread.title,
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
        title=post.thread.title,
    )


def _path_of(post: Post) -> str:
    """Below the language."""
    return post.permalink.split("/", 2)[2]
