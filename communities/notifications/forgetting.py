"""News that is old, and pauses of addresses that nobody has any more; one in force lasts until its owner ends it."""

from datetime import datetime

from django.db.models import F

from communities.people.forgetting.registry import delete, register_forgetter

from .models import Notification, Pause


def register() -> None:
    register_forgetter("read_notifications", lambda before: delete(Notification.objects.filter(read_at__lt=before)))
    register_forgetter("notifications", lambda before: delete(Notification.objects.filter(created_at__lt=before)))
    register_forgetter("former_pauses", forget_former_pauses)


def forget_former_pauses(before: datetime) -> int:
    return delete(Pause.objects.filter(since__lt=before).exclude(email=F("user__email")))
