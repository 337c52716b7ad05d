from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from communities.hubs.models import Hub, Membership
from communities.hubs.querysets import may_moderate
from communities.people.models import Person

from .paging import Cursor

if TYPE_CHECKING:
    from .models import Call, Post, PostRevision, Thread  # noqa: F401

DAY, WEEK = timedelta(days=1), timedelta(days=7)
ENOUGH = 3  # calls that reach one person within a week


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: Person) -> "ThreadQuerySet":
        """Those that `user` may read: of public hubs everybody, of the others whoever is inside, and moderators."""
        if may_moderate(user):
            return self
        readable = Q(hub__visibility=Hub.Visibility.PUBLIC)
        if user.is_authenticated:
            readable |= Q(Exists(Membership.objects.inside().filter(hub=OuterRef("hub"), user=user)))
        return self.filter(readable)

    def waiting(self, *, since: datetime, after: datetime | None = None) -> "ThreadQuerySet":
        """Open questions that stand `since` then without a word of anybody else, and that nobody was asked about."""
        from .models import Post

        answers = Post.objects.shown().filter(thread=OuterRef("pk"), number__gt=1).exclude(author=OuterRef("author"))
        open_ones = self.filter(is_closed=False, is_question_hidden=False, rescued_at=None, author__is_active=True)
        asked = open_ones.filter(created_at__lte=since, **({"created_at__gt": after} if after else {}))
        return asked.filter(~Exists(answers))

    def locked(self, pk: int) -> "Thread":
        """With its hub; whoever else wants to change it waits."""
        return self.select_for_update(of=("self",)).select_related("hub__theme").get(pk=pk)

    def for_search(self) -> "ThreadQuerySet":
        return self.select_related("hub__theme")

    def for_listing(self, user: Person) -> "ThreadQuerySet":
        """With author and how far `user` has read, in one query; without those of which nothing is left to read."""
        threads = self.select_related("author__profile").exclude(is_question_hidden=True, post_count=1)
        return threads.annotate(read_up_to=_read_up_to(user))

    def for_reading(self, user: Person) -> "ThreadQuerySet":
        """With hub and theme and all that `user` is to them, in one query: see `access.rights_in`."""
        from .models import Follow, Product

        mine = FilteredRelation("hub__memberships", condition=Q(hub__memberships__user=user.pk))
        made = Product.objects.filter(thread=OuterRef("pk"), page__live=True).values("page__slug")[:1]
        following = Follow.objects.filter(thread=OuterRef("pk"), user=user.pk)
        return (
            self.annotate(mine=mine)
            .select_related("hub__theme", "mine")  # type: ignore[misc]
            .annotate(read_up_to=_read_up_to(user), is_followed=Exists(following), made_page=Subquery(made))
        )

    def after(self, cursor: Cursor | None) -> "ThreadQuerySet":
        """Those that follow in the order of the list."""
        if cursor is None:
            return self
        older = Q(last_post_at__lte=cursor.last_post_at) & ~Q(last_post_at=cursor.last_post_at, pk__gte=cursor.pk)
        if cursor.is_pinned:
            return self.filter(Q(is_pinned=False) | older)
        return self.filter(older, is_pinned=False)


def _read_up_to(user: Person) -> Subquery:
    from .models import ReadMarker

    return Subquery(ReadMarker.objects.filter(thread=OuterRef("pk"), user=user.pk).values("number"))


class PostQuerySet(models.QuerySet["Post"]):
    def shown(self) -> "PostQuerySet":
        return self.filter(hidden_by="")

    def waiting(self, hub: Hub) -> "PostQuerySet":
        """For a facilitator's nod, the oldest first."""
        return self.filter(hidden_by="waiting", thread__hub=hub).order_by("pk")

    def for_reading(self, user: Person) -> "PostQuerySet":
        """With authors, the post quoted and who was helped, in one query."""
        from .models import Reaction

        reactions = Reaction.objects.filter(post=OuterRef("pk")).order_by()
        return (
            self.select_related("author__profile", "quotes__author")
            .defer("body", "quotes__body")
            .annotate(
                helped_count=Subquery(reactions.values("post").annotate(count=Count("pk")).values("count")),
                helped_me=Exists(reactions.filter(user=user.pk)),
            )
        )

    def between(self, start: int, end: int) -> "PostQuerySet":
        return self.filter(number__gte=start, number__lte=end)


class CallQuerySet(models.QuerySet["Call"]):
    def of_today(self, asker: Person) -> "CallQuerySet":
        return self.filter(by=asker.pk, created_at__gt=timezone.now() - DAY)

    def tired(self, *, after: int = ENOUGH) -> "QuerySet[Call, Any]":
        """The keys of those who were called `after` times within a week, and are left alone."""
        lately = self.filter(created_at__gt=timezone.now() - WEEK)
        return lately.values("user").annotate(times=Count("pk")).filter(times__gte=after).values("user")
