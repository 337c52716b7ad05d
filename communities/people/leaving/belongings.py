"""What belongs to a person, told by each app for itself: to be taken along, and to go with the account."""

from collections.abc import Callable, Iterable
from typing import Any

from communities.people.models import User

Rows = Iterable[Any]  # dictionaries that json can write
Read = Callable[[User], Rows]
Erase = Callable[[User], object]

_readers: dict[str, Read] = {}
_erasers: list[Erase] = []


def register_belongings(name: str, read: Read) -> None:
    """`read(user)` gives rows for the file `name`.json of what somebody takes along."""
    _readers[name] = read


def register_words(erase: Erase) -> None:
    """`erase(user)` takes back what somebody wrote, for those who want their words gone with their account."""
    _erasers.append(erase)


def belongings_of(user: User) -> dict[str, list[Any]]:
    return {name: list(read(user)) for name, read in _readers.items()}


def erase_words(user: User) -> None:
    for erase in _erasers:
        erase(user)
