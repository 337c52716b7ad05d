from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from ..models import Block, Message, User  # noqa: F401

CLAIM_LASTS = timedelta(minutes=10)  # a process that was stopped meanwhile mails nothing: another may
DAY = timedelta(days=1)
TRIED_FOR = timedelta(days=5)  # then a message ends; mail servers do the same


class MessageQuerySet(models.QuerySet["Message"]):
    def free(self) -> "MessageQuerySet":
        """Neither mailed nor ended, and nobody is about to mail it."""
        abandoned = timezone.now() - CLAIM_LASTS
        free = self.filter(Q(claimed_at=None) | Q(claimed_at__lt=abandoned), sent_at=None)
        return free.exclude(text="")

    def waiting(self) -> "MessageQuerySet":
        """Free, and still wanted: nobody was suspended meanwhile, nobody blocked, and the address takes mail."""
        from ..models import Block, User

        blocks = Block.objects.filter(user=OuterRef("recipient"), blocked=OuterRef("sender"), kind=Block.Kind.BLOCKED)
        paused = User.objects.filter(pk=OuterRef("recipient"), mail_pause__email=F("email"))
        return self.free().filter(~Exists(blocks), ~Exists(paused), sender__is_active=True, recipient__is_active=True)

    def too_old(self) -> "MessageQuerySet":
        return self.free().filter(created_at__lt=timezone.now() - TRIED_FOR)

    def of_today(self, sender: "User") -> "MessageQuerySet":
        return self.filter(sender=sender, created_at__gt=timezone.now() - DAY)


class BlockQuerySet(models.QuerySet["Block"]):
    def between(self, one: "User", other: "User") -> "BlockQuerySet":
        return self.filter(Q(user=one, blocked=other) | Q(user=other, blocked=one))
