"""What a reader is told while a page is open: how many answers came since, how much news waits. Never a word of it."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.utils import translation
from django.utils.translation import ngettext

from communities.discussions.models import Thread
from communities.discussions.paging import window_of
from communities.people.models import Person, User

from .state import State
from .watching import watcher

LONGEST = 300.0  # seconds; then the browser opens a new one, and who it is is asked again
HEARTBEAT = 25.0  # seconds: shorter than proxies wait for a word
AGAIN = "retry: 30000\n\n"  # milliseconds until a browser whose stream ended comes back


@dataclass
class Reader:
    """Who has a page open, and what it shows."""

    person: Person
    thread: Thread | None
    posts: int  # of the thread, when the page was made
    unread: int
    language: str

    def __post_init__(self) -> None:
        self.told_posts = self.posts
        self.person_pk = self.person.pk  # asked for here, where a request may still look into the database

    @property
    def thread_pk(self) -> int | None:
        return self.thread.pk if self.thread else None

    def news(self, state: State) -> Iterator[str]:
        """The events that bring the page up to `state`."""
        hidden = state.hidden.get(self.thread_pk or 0, frozenset())
        posts = state.posts.get(self.thread_pk or 0, 0) - sum(number > self.posts for number in hidden)
        if self.thread and posts > self.told_posts:
            self.told_posts = posts
            yield event("posts", self._answers(self.thread, posts - self.posts, hidden))
        unread = state.unread.get(self.person_pk or 0, 0)
        if self.person_pk and unread != self.unread:
            self.unread = unread
            yield event("unread", {"count": unread})

    def _answers(self, thread: Thread, count: int, hidden: frozenset[int]) -> dict[str, object]:
        first = next(number for number in itertools.count(self.posts + 1) if number not in hidden)
        with translation.override(self.language):
            text = ngettext("%(count)d new answer", "%(count)d new answers", count) % {"count": count}
            return {"text": text, "url": f"{thread.get_absolute_url()}?from={window_of(first)}#post-{first}"}

    async def may_still_hear(self, state: State) -> bool:
        """Who was led out of a hub, or suspended, hears nothing more of it; of a public one, everybody does."""
        return self.thread_pk in state.public or await sync_to_async(self.may_still_read)()

    def may_still_read(self) -> bool:
        pk = self.person_pk
        person = User.objects.filter(pk=pk, is_active=True).first() if pk else self.person
        if person is None or self.thread is None:
            return person is not None
        return Thread.objects.visible_to(person).filter(pk=self.thread.pk).exists()


def event(name: str, data: dict[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def now(reader: Reader) -> str:
    """One answer, for a server that has no thread to spare for each reader: the browser comes back for the next."""
    state = State.of([reader.thread_pk or 0], [reader.person_pk or 0])
    return AGAIN + "".join(reader.news(state))


async def stream(reader: Reader) -> AsyncIterator[str]:
    end = asyncio.get_running_loop().time() + LONGEST
    yield AGAIN
    async with watcher.watching(reader.thread_pk, reader.person_pk) as looked:
        while asyncio.get_running_loop().time() < end:
            news = list(reader.news(watcher.state)) if looked.is_set() else []
            if news and not await reader.may_still_hear(watcher.state):
                return
            yield "".join(news) or ": \n\n"
            await watcher.change(HEARTBEAT)
