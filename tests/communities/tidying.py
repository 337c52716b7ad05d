"""How facilitators move, merge and split, for tests of it."""

from typing import Any

from communities.discussions.models import Thread
from communities.discussions.reading import thread_list
from communities.hubs.access import standing_of
from communities.hubs.models import Membership
from communities.people.models import User

from .discussions import answer, question, url_of
from .hubs import hub, signed_in

OTHER = "sanitation"
FACILITATOR = Membership.Role.FACILITATOR


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


def merged(boss: User, thread: Thread, into: Thread) -> Any:
    return tidy(boss, thread, "merge", into=f"https://hub.example{url_of(into)}?from=1#post-1", act="merge")


def unread(user: User) -> int:
    [row] = thread_list(standing_of(user, hub()), user)["rows"]
    return row.new_count
