from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from ..models import Block, Message, User  # noqa: F401

CLAIM_LASTS = timedelta(minutes=10)  # a process that was stopped meanwhile mails nothing: another may
DAY = timedelta(days=1)


class MessageQuerySet(models.QuerySet["Message"]):
    def free(self) -> "MessageQuerySet":
        """Not mailed, and nobody is about to."""
        abandoned = timezone.now() - CLAIM_LASTS
        return self.filter(Q(claimed_at=None) | Q(claimed_at__lt=abandoned), sent_at=None)

    def waiting(self) -> "MessageQuerySet":
        """Free, and still wanted: nobody was suspended meanwhile, and nobody blocked."""
        from ..models import Block

        blocks = Block.objects.filter(user=OuterRef("recipient"), blocked=OuterRef("sender"), kind=Block.Kind.BLOCKED)
        return self.free().filter(~Exists(blocks), sender__is_active=True, recipient__is_active=True)

    def of_today(self, sender: "User") -> "MessageQuerySet":
        return self.filter(sender=sender, created_at__gt=timezone.now() - DAY)


class BlockQuerySet(models.QuerySet["Block"]):
    def between(self, one: "User", other: "User") -> "BlockQuerySet":
        return self.filter(Q(user=one, blocked=other) | Q(user=other, blocked=one))
