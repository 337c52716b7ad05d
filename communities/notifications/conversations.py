"""News that belong to a conversation: what mail programmes need to keep its mails together, and people to answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .models import Notification


@dataclass(frozen=True)
class Said:
    """What somebody wrote, as a mail tells it. `conversation` and `key` name both for mail programmes: "thread-12"."""

    conversation: str
    key: str
    title: str
    list_key: str
    text: str
    html: str
    reply_to: str  # empty for who may not answer


ReadSaid = Callable[[Sequence[Notification]], dict[int, Said]]
_readers: list[ReadSaid] = []


def register_conversations(read: ReadSaid) -> None:
    """Let an app above say which news tell of what was written, by their keys; in a fixed number of queries."""
    _readers.append(read)


def said_in(news: Sequence[Notification]) -> dict[int, Said]:
    return {pk: said for read in _readers for pk, said in read(news).items()}
