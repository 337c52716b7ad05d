"""What a facilitator is told before a thread is moved, and the posts to select from."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from communities.hubs.models import Hub
from communities.people.models import User

from ..models import Post, Thread
from ..reading import excerpt_of
from .services import opens

PAGE = 100  # posts to select from, as many as may be selected


@dataclass(frozen=True)
class Consequences:
    """Of moving a thread: who loses it, and who else gets to read what was written for few."""

    thread: Thread
    to: Hub
    losing: int
    readers: int

    @property
    def is_opening(self) -> bool:
        return opens(self.thread)


def consequences_of(thread: Thread, to: Hub) -> Consequences:
    involved = User.objects.filter(
        Q(pk__in=thread.posts.values("author")) | Q(pk__in=thread.follows.values("user")), is_active=True
    )
    inside = to.memberships.inside()
    losing = 0 if to.is_public else involved.exclude(pk__in=inside.values("user")).count()
    return Consequences(thread, to, losing, inside.count())


@dataclass(frozen=True)
class Selectable:
    post: Post
    is_ticked: bool

    @property
    def excerpt(self) -> str:
        return excerpt_of(self.post)


def selection_page(thread: Thread, start: str | None, ticked: list[str]) -> dict[str, Any]:
    """The posts from number `start` on; what makes no sense begins with the first."""
    asked = int(start[:9]) if start and start.isascii() and start.isdigit() else 1
    first = min(max(asked, 1), max(thread.post_count, 1))
    posts = thread.posts.between(first, first + PAGE - 1).select_related("author").defer("body")
    return {
        "selectable": [Selectable(post, str(post.pk) in ticked) for post in posts],
        "previous": max(first - PAGE, 1) if first > 1 else None,
        "next": first + PAGE if first + PAGE <= thread.post_count else None,
    }
