"""Who hears of a new post: of a question the hub's members, of a reply those who follow the thread."""

from django_tasks import task

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
        path=post.permalink.split("/", 2)[2],
        hub=thread.hub,
        actor=post.author,
        title=thread.title,
    )
