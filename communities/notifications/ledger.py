"""What became of the mails of one go, written down as they go."""

from django.utils import timezone

from .models import Notification
from .querysets import delay_after

AT_A_TIME = 10  # people: so many at most are mailed twice where a process is killed


class Ledger:
    """Of the news with `keys`, which somebody claimed to mail. What is neither sent nor failed is free again."""

    def __init__(self, keys: list[int]) -> None:
        self.keys = keys
        self.mails = 0
        self._sent: list[int] = []
        self._failed: list[Notification] = []

    def note_sent(self, news: list[Notification]) -> None:
        self.mails += 1
        self._sent += [each.pk for each in news]
        if self.mails % AT_A_TIME == 0:
            self._write_sent()

    def note_failed(self, news: list[Notification]) -> None:
        """To be tried again later each time, and in the end not any more."""
        for each in news:
            each.tries += 1
            each.try_after = timezone.now() + delay_after(each.tries)
        self._failed += news

    def close(self) -> None:
        self._write_sent()
        Notification.objects.bulk_update(self._failed, ["tries", "try_after"])
        Notification.objects.filter(pk__in=self.keys, mailed_at=None).update(claimed_at=None)

    def _write_sent(self) -> None:
        Notification.objects.filter(pk__in=self._sent).update(mailed_at=timezone.now())
        self._sent = []
