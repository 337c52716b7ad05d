from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from communities.people.models import Person

if TYPE_CHECKING:
    from .models import Notification, Pause, Preference  # noqa: F401

CLAIM_LASTS = timedelta(minutes=10)  # a worker that was killed meanwhile mails nothing: another may
MOST_TRIES = 20  # then a mail ends, and its news stays in the inbox; see `delay_after`
LONGEST_DELAY = timedelta(hours=12)


_doors: list[Callable[[], Q]] = []


def register_door(open_to: Callable[[], Q]) -> None:
    """Let an app above say which news their readers may still read."""
    _doors.append(open_to)


def _free() -> Q:
    return Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - CLAIM_LASTS)


def _worth_a_try() -> Q:
    return Q(tries__lt=MOST_TRIES) & (Q(try_after=None) | Q(try_after__lte=timezone.now()))


def delay_after(tries: int) -> timedelta:
    """At once, then after twice the time and more, so that the last of the tries is after five days or so."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10) - 1), LONGEST_DELAY)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def readable(self) -> "NotificationQuerySet":
        """What its reader may read now, whatever has become of the hub, or of the reader in it, since it was told."""
        return self.filter(*(open_to() for open_to in _doors))

    def visible_to(self, user: Person) -> "NotificationQuerySet":
        """What `user` was told and may read now."""
        return self.filter(user=user).readable() if user.is_authenticated else self.none()

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def to_mail(self, frequency: str) -> "NotificationQuerySet":
        """What is still news to who wants it by mail this often and can be reached, and nobody is about to mail."""
        from .models import Pause

        paused = Pause.objects.in_force().filter(user=OuterRef("user"))
        free = self.readable().unread().filter(_free(), _worth_a_try())
        wanted = free.filter(mail_after=frequency, mailed_at=None, user__is_active=True)
        return wanted.exclude(Exists(paused))

    def claim(self, keys: list[int]) -> "NotificationQuerySet":
        """Of those with `keys`, the ones that nobody else claimed meanwhile: this caller's to mail."""
        now = timezone.now()
        self.filter(_free(), pk__in=keys, mailed_at=None).update(claimed_at=now)
        mine = self.filter(pk__in=keys, claimed_at=now).values_list("pk", flat=True)
        return self.filter(pk__in=list(mine))

    def for_reading(self) -> "NotificationQuerySet":
        return self.select_related("hub__theme", "actor")

    def mark_read(self) -> int:
        return self.unread().update(read_at=timezone.now())


class PauseQuerySet(models.QuerySet["Pause"]):
    def in_force(self) -> "PauseQuerySet":
        """Not those of an address that was changed since."""
        return self.filter(email=F("user__email"))


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def touching(self, kind: str, hub_id: int | None) -> "PreferenceQuerySet":
        """Choices that have a say for `kind` in this hub."""
        return self.filter(Q(kind__in=(kind, "")) & (Q(hub=None) | Q(hub=hub_id)))
