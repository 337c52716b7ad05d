"""How things stand with what readers have open: counts, and nothing of what was written."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count

from communities.discussions.models import Thread
from communities.hubs.models import Hub
from communities.notifications.models import Notification


@dataclass(frozen=True)
class State:
    posts: dict[int, int] = field(default_factory=dict)  # of threads, by key: the number of the last one
    hidden: dict[int, frozenset[int]] = field(default_factory=dict)  # of threads: numbers of what is not shown
    public: frozenset[int] = frozenset()  # threads that everybody may read
    unread: dict[int, int] = field(default_factory=dict)  # news of people, by key; who has none is not there

    @classmethod
    def of(cls, threads: Collection[int], people: Collection[int]) -> "State":
        """In two queries, whoever many look."""
        asked = Thread.objects.filter(pk__in=threads).with_hidden()
        rows = list(asked.values_list("pk", "post_count", "hidden", "hub__visibility"))  # type: ignore[misc]
        posts = {pk: count for pk, count, _hidden, _visibility in rows}
        hidden = {pk: frozenset(numbers) for pk, _count, numbers, _visibility in rows if numbers}
        public = frozenset(pk for pk, _count, _hidden, visibility in rows if visibility == Hub.Visibility.PUBLIC)
        unread = Notification.objects.filter(user__in=people).readable().unread().order_by()
        return cls(posts, hidden, public, dict(unread.values_list("user").annotate(Count("pk"))))
