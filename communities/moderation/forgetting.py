"""What moderation forgets, and what it keeps longer: whatever is still open, and all that belongs to it."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from communities.discussions.erasing import erase_words
from communities.discussions.models import Post
from communities.people.forgetting.registry import delete, in_batches, register_forgetter

from .models import ModerationLogEntry, Report, Suspension

SUSPENDED = Suspension.objects.filter(person=OuterRef("person"))


def register() -> None:
    register_forgetter("taken_back_posts", forget_taken_back)
    register_forgetter("reports", forget_reports)
    register_forgetter("moderation_log", forget_log)


def forget_taken_back(before: datetime) -> int:
    """The words of posts that their authors took back, and that nobody has to decide about."""
    undecided = Report.objects.open().filter(post=OuterRef("pk"))
    posts = Post.objects.filter(hidden_by=Post.HiddenBy.AUTHOR).exclude(body="").filter(~Exists(undecided))
    old = posts.alias(written=Coalesce("edited_at", "created_at")).filter(written__lt=before)
    return sum(erase_words(old.filter(pk__in=keys)) for keys in in_batches(old))


def forget_reports(before: datetime) -> int:
    """Decided ones, but for those about somebody who is suspended."""
    return delete(Report.objects.filter(~Exists(SUSPENDED), decided_at__lt=before))


def forget_log(before: datetime) -> int:
    """But for what was done to somebody who is suspended, or of whom a report waits."""
    waiting = Report.objects.open().filter(person=OuterRef("person"))
    old = ModerationLogEntry.objects.filter(timestamp__lt=before)
    return delete(old.filter(~Exists(SUSPENDED), ~Exists(waiting)))
