from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, FilteredRelation, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import get_language

from communities.hubs.models import Hub, Membership
from communities.hubs.querysets import may_moderate
from communities.people.models import Person, Profile

from .paging import Cursor

if TYPE_CHECKING:
    from .models import Call, Post, PostRevision, Thread, TranslationRequest  # noqa: F401

DAY, WEEK = timedelta(days=1), timedelta(days=7)
ENOUGH = 3  # calls that reach one person within a week


READ = ("thread", "number", "author", "language", "html", "quotes", "created_at", "edited_at", "hidden_by")
NAME = ("first_name", "last_name", "is_active", "last_login")
PAGE = ("profile__user", "profile__public_id", "profile__visibility")
QUOTED = ("thread", "number", "language", "html", "hidden_by", "author__first_name", "author__last_name")


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: Person) -> "ThreadQuerySet":
        """Those that `user` may read: of public hubs everybody, of the others whoever is inside, and moderators."""
        if may_moderate(user):
            return self
        readable = Q(hub__visibility=Hub.Visibility.PUBLIC)
        if user.is_authenticated:
            readable |= Q(Exists(Membership.objects.inside().filter(hub=OuterRef("hub"), user=user)))
        return self.filter(readable)

    def unanswered(self) -> "ThreadQuerySet":
        """Open questions without a word of anybody else."""
        from .models import Post

        answers = Post.objects.answers().filter(thread=OuterRef("pk"))
        return self.filter(~Exists(answers), is_closed=False, is_question_hidden=False)

    def waiting(self, *, since: datetime, after: datetime | None = None) -> "ThreadQuerySet":
        """Those that stand unanswered `since` then, and that nobody was asked about."""
        asked = self.filter(created_at__lte=since, **({"created_at__gt": after} if after else {}))
        return asked.unanswered().filter(rescued_at=None, author__is_active=True)

    def with_first_answer(self) -> "ThreadQuerySet":
        """With the time of the first word of anybody else, as `answered_at`."""
        from .models import Post

        answers = Post.objects.answers().filter(thread=OuterRef("pk")).order_by().values("thread")
        return self.annotate(answered_at=Subquery(answers.annotate(at=Min("created_at")).values("at")))

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
        """With hub, theme, all that `user` is to them and has begun to write: one query, see `access.rights_in`."""
        from .models import Follow

        threads = self.select_related("hub__theme")
        if not user.is_authenticated:
            return threads
        mine = FilteredRelation("hub__memberships", condition=Q(hub__memberships__user=user.pk))
        draft = FilteredRelation("drafts", condition=Q(drafts__author=user.pk))
        following = Follow.objects.filter(thread=OuterRef("pk"), user=user.pk)
        told: dict[str, Any] = {
            "read_up_to": _read_up_to(user),
            "is_followed": Exists(following),
            "mails": Subquery(following.values("frequency")),
        }
        known = threads.annotate(mine=mine, draft=draft).select_related("hub__theme", "mine", "draft")  # type: ignore[misc]
        return known.annotate(**told)

    def narrowed(self, show: str, user: Person) -> "ThreadQuerySet":
        """To those that stand unanswered, or that `user` follows or asked; any other word leaves all."""
        match show:
            case "unanswered":
                return self.unanswered()
            case "followed":
                return self.filter(follows__user=user.pk)
            case "mine":
                return self.filter(author=user.pk)
        return self

    def with_hidden(self) -> "ThreadQuerySet":
        """With the numbers of the posts that are not shown, be it that they wait or were hidden."""
        from .models import Post

        hidden = Post.objects.exclude(hidden_by="").filter(thread=OuterRef("pk")).order_by().values("thread")
        return self.annotate(hidden=Subquery(hidden.annotate(numbers=JSONList("number")).values("numbers")))

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


class JSONList(models.Aggregate):
    """What several rows hold, as one value: what hangs on posts comes with them, without a query for each kind."""

    output_field = models.JSONField()

    def as_postgresql(self, *args: Any, **kwargs: Any) -> Any:
        return self.as_sql(*args, function="JSONB_AGG", **kwargs)

    def as_sqlite(self, *args: Any, **kwargs: Any) -> Any:
        return self.as_sql(*args, function="JSON_GROUP_ARRAY", **kwargs)


class PostQuerySet(models.QuerySet["Post"]):
    def shown(self) -> "PostQuerySet":
        return self.filter(hidden_by="")

    def answers(self) -> "PostQuerySet":
        """By others than who asked; of two whose accounts are gone, nobody knows that they are two."""
        is_own = Exact(_person("author"), _person("thread__author"))
        return self.shown().filter(~Q(is_own), number__gt=1)

    def waiting(self, hub: Hub | None = None) -> "PostQuerySet":
        """For a facilitator's nod, the oldest first; of every hub where none is named."""
        waiting = self.filter(hidden_by="waiting").order_by("pk")
        return waiting.filter(thread__hub=hub) if hub else waiting

    def for_reading(self, user: Person) -> "PostQuerySet":
        """With authors and who was helped, in one query."""
        from .models import PostFile, Reaction

        reactions = Reaction.objects.filter(post=OuterRef("pk")).order_by()
        mine = {"helped_me": Exists(reactions.filter(user=user.pk))} if user.is_authenticated else {}
        return (
            self.select_related("author__profile")
            .only(*READ, *(f"author__{name}" for name in NAME + PAGE))
            .annotate(
                helped_count=Subquery(reactions.values("post").annotate(count=Count("pk")).values("count")),
                has_files=Exists(PostFile.objects.filter(post=OuterRef("pk"))),
                **mine,
            )
        )

    def for_quoting(self) -> "PostQuerySet":
        return self.select_related("author").only(*QUOTED)

    def with_beside(self, user: Person) -> "PostQuerySet":
        """With files, translation and those mentioned whom `user` may see, in one query."""
        from .models import PostFile, PostTranslation

        seen = Profile.objects.visible_to(user).values("user")
        version = Coalesce(OuterRef("edited_at"), OuterRef("created_at"))
        translations = PostTranslation.objects.filter(language=get_language(), version=version)
        mentions = self.model.mentions.through._default_manager.filter(user__in=seen)
        names = {name: f"corrected_by__{name}" for name in ("first_name", "last_name")}
        return self.annotate(
            files_beside=_rows_of(PostFile.objects.all(), "pk", "name", "thumbnail", "width", "height", "size", "alt"),
            translations_beside=_rows_of(translations, "html", "machine", "corrected_at", "corrected_by_id", **names),
            mentions_beside=_rows_of(mentions, public_id="user__profile__public_id"),
        )

    def between(self, start: int, end: int) -> "PostQuerySet":
        return self.filter(number__gte=start, number__lte=end)


def _person(field: str) -> Coalesce:
    return Coalesce(field, 0, output_field=models.BigIntegerField())


def _rows_of(related: models.QuerySet[Any], *fields: str, **renamed: str) -> Subquery:
    """The fields of all that hangs on a post."""
    row = JSONObject(**{name: name for name in fields}, **renamed)
    of_post = related.filter(post=OuterRef("pk")).order_by().values("post")
    return Subquery(of_post.annotate(rows=JSONList(row)).values("rows"))


class CallQuerySet(models.QuerySet["Call"]):
    def of_today(self, asker: Person) -> "CallQuerySet":
        return self.filter(by=asker.pk, created_at__gt=timezone.now() - DAY)

    def tired(self, *, after: int = ENOUGH) -> "QuerySet[Call, Any]":
        """The keys of those who were called `after` times within a week, and are left alone."""
        lately = self.filter(created_at__gt=timezone.now() - WEEK)
        return lately.values("user").annotate(times=Count("pk")).filter(times__gte=after).values("user")


class TranslationRequestQuerySet(models.QuerySet["TranslationRequest"]):
    def of_today(self, reader: Person) -> "TranslationRequestQuerySet":
        return self.filter(user=reader.pk, created_at__gt=timezone.now() - DAY)
