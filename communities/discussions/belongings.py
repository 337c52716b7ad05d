"""What somebody wrote, and what becomes of it."""

from collections.abc import Iterator

from django.core.files import File
from django.db.models import Case, Q, QuerySet, Value, When

from communities.people.leaving.belongings import Rows, register_belongings, register_files, register_words
from communities.people.models import User

from . import services
from .erasing import erase_words
from .models import (
    Call,
    Contribution,
    Draft,
    Follow,
    Post,
    PostFile,
    PostRevision,
    PostTranslation,
    Product,
    Reaction,
    ReadMarker,
    Thread,
    TranslationRequest,
)

WRITTEN = ("pk", "thread_id", "thread__hub__theme__key", "number", "language", "body", "created_at")
BEFORE = ("post_id", "body", "written_at")
SENT = ("pk", "post_id", "name", "size", "alt", "created_at")
BEGUN = ("hub__theme__key", "thread_id", "fields", "changed_at")
CORRECTED = ("post_id", "language", "texts", "corrected_at")
MADE = ("thread_id", "title", "created_at", "drafted_at")


def register() -> None:
    register_belongings("posts", _posts)
    register_belongings("earlier-versions", lambda user: _earlier_versions(user).values(*BEFORE))
    register_belongings("drafts", lambda user: Draft.objects.filter(author=user).values(*BEGUN))
    register_belongings("files", lambda user: _files(user).values(*SENT))
    register_belongings("corrections", _corrections)
    register_belongings("translations", lambda user: TranslationRequest.objects.filter(user=user).values("created_at"))
    register_files(files_of)
    register_belongings("follows", _follows)
    register_belongings("read", lambda user: ReadMarker.objects.filter(user=user).values("thread_id", "number"))
    register_belongings("products", lambda user: Product.objects.filter(made_by=user).values(*MADE))
    register_belongings("thanks", lambda user: Reaction.objects.filter(user=user).values("post_id"))
    register_belongings("calls", _calls)
    register_belongings(
        "contributions",
        lambda user: Contribution.objects.filter(user=user).values("product__title", "consent", "answered_at"),
    )
    register_words(erase_posts)


def _posts(user: User) -> Rows:
    return Post.objects.filter(author=user).order_by("pk").values(*WRITTEN, title=_title(user))


def _follows(user: User) -> Rows:
    return Follow.objects.filter(user=user).values("thread_id", "frequency", title=_title(user))


def _title(user: User) -> Case:
    """Of a thread that is closed to `user` now, none: it may be another's words."""
    return Case(When(thread__in=Thread.objects.visible_to(user), then="thread__title"), default=Value(""))


def _calls(user: User) -> Rows:
    """Whom somebody asked, and who asked him or her, as far as it was a person."""
    yield from Call.objects.filter(by=user).values("thread_id", "user__profile__public_id", "created_at")
    yield from Call.objects.filter(user=user).values("thread_id", "by__profile__public_id", "created_at")


def _corrections(user: User) -> Rows:
    return PostTranslation.objects.filter(corrected_by=user).values(*CORRECTED)


def _earlier_versions(user: User) -> QuerySet[PostRevision]:
    return PostRevision.objects.filter(post__author=user).order_by("pk")


def _files(user: User) -> QuerySet[PostFile]:
    """Of posts, and what waits for one."""
    return PostFile.objects.filter(Q(post__author=user) | Q(owner=user))


def files_of(user: User) -> Iterator[tuple[str, File]]:
    """Each under a name of its own: two may be called alike."""
    for each in _files(user):
        if each.file.storage.exists(str(each.file)):
            yield f"files/{each.pk}-{each.name}", each.file


def erase_posts(user: User) -> None:
    for post in Post.objects.filter(author=user).select_related("thread"):
        services.remove(post=post)
    erase_words(Post.objects.filter(author=user))
