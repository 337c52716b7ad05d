"""Pages by key, never by offset: the last page of ten thousand posts costs what the first one does."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from .models import Thread

POSTS = 20
THREADS = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def window_of(number: int) -> int:
    """The number of the post with which the page begins that holds post `number`."""
    return (number - 1) // POSTS * POSTS + 1


@dataclass(frozen=True)
class Window:
    """Which posts of a thread a page shows. They are numbered without gaps, so neighbours need no query."""

    start: int
    count: int  # of all posts

    @classmethod
    def at(cls, asked: str | None, count: int) -> Self:
        """The page that begins with post `asked`; what makes no sense begins with the first, or the last page."""
        number = int(asked[:9]) if asked and asked.isascii() and asked.isdigit() else 1
        return cls(min(max(number, 1), window_of(max(count, 1))), count)

    @property
    def end(self) -> int:
        return min(self.start + POSTS - 1, self.count)

    @property
    def previous(self) -> int | None:
        return max(self.start - POSTS, 1) if self.start > 1 else None

    @property
    def next(self) -> int | None:
        return self.end + 1 if self.end < self.count else None

    @property
    def last(self) -> int | None:
        return window_of(self.count) if self.end < self.count else None


@dataclass(frozen=True)
class Cursor:
    """The last thread of a page: the next one goes on behind it, whatever has been written meanwhile."""

    is_pinned: bool
    last_post_at: datetime
    pk: int

    @classmethod
    def of(cls, thread: "Thread") -> Self:
        return cls(thread.is_pinned, thread.last_post_at, thread.pk)

    @classmethod
    def parse(cls, text: str | None) -> Self | None:
        """What `str` wrote; None for anything else."""
        parts = (text or "").split("-")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) <= 18 for part in parts):
            return None
        try:
            moment = EPOCH + int(parts[1]) * MICROSECOND
        except OverflowError:
            return None
        return cls(parts[0] == "1", moment, int(parts[2]))

    def __str__(self) -> str:
        return f"{int(self.is_pinned)}-{(self.last_post_at - EPOCH) // MICROSECOND}-{self.pk}"
