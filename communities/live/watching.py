"""One look a second at the database for all streams of a process: how many they are costs it nothing.

A stream compares what the reader was told with how things stand, so nothing is missed: not what was written while it
was opened, nor while the database was away. Processes need not tell each other anything.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from asgiref.sync import sync_to_async
from django.db import Error, close_old_connections

from .state import State

PAUSE = 1.0  # seconds between two looks
logger = logging.getLogger(__name__)


class Watcher:
    def __init__(self) -> None:
        self.state = State()
        self.count = 0
        self._threads: Counter[int] = Counter()
        self._people: Counter[int] = Counter()
        self._changed = asyncio.Condition()
        self._new: list[asyncio.Event] = []
        self._looking: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def watching(self, thread: int | None, person: int | None) -> AsyncIterator[asyncio.Event]:
        """Gives what is set once somebody has looked for these: `state` before that is of others, or of the past."""
        watched = [(self._threads, thread), (self._people, person)]
        self.count += 1
        for counter, key in watched:
            if key is not None:
                counter[key] += 1
        looked = asyncio.Event()
        self._new.append(looked)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield looked
        finally:
            self.count -= 1
            for counter, key in watched:
                if key is not None:
                    counter[key] -= 1
                    if not counter[key]:
                        del counter[key]

    async def change(self, timeout: float) -> None:
        """Wait until something has changed, for `timeout` seconds at most."""
        try:
            async with asyncio.timeout(timeout), self._changed:
                await self._changed.wait()
        except TimeoutError:
            pass

    async def _look(self) -> None:
        while self.count:
            new, self._new = self._new, []
            try:
                state = await sync_to_async(_state)(list(self._threads), list(self._people))
            except Error as error:  # also of the driver: a connection that is gone is no DatabaseError
                logger.warning("Cannot see what is new: %s", error)
                self._new = new + self._new
            else:
                await self._tell(state, new)
            await asyncio.sleep(PAUSE)

    async def _tell(self, state: State, new: list[asyncio.Event]) -> None:
        has_changed, self.state = state != self.state, state
        for looked in new:
            looked.set()
        if has_changed or new:
            async with self._changed:
                self._changed.notify_all()


def _state(threads: list[int], people: list[int]) -> State:
    close_old_connections()  # no request ends here: a connection that broke would stay
    return State.of(threads, people)


watcher = Watcher()
