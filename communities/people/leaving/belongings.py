"""What belongs to a person, told by each app for itself: to be taken along, and to go with the account."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.files import File

from communities.people.models import User

Rows = Iterable[Any]  # dictionaries that json can write
Read = Callable[[User], Rows]
Files = Callable[[User], Iterable[tuple[str, File]]]
Erase = Callable[[User], object]

_readers: dict[str, Read] = {}
_file_readers: list[Files] = []
_erasers: list[Erase] = []


def register_belongings(name: str, read: Read) -> None:
    """`read(user)` gives rows for the file `name`.json of what somebody takes along."""
    _readers[name] = read


def register_files(read: Files) -> None:
    """`read(user)` gives files to be taken along, each with its name in the archive."""
    _file_readers.append(read)


def register_words(erase: Erase) -> None:
    """`erase(user)` takes back what somebody wrote, for those who want their words gone with their account."""
    _erasers.append(erase)


def belongings_of(user: User) -> dict[str, list[Any]]:
    return {name: list(read(user)) for name, read in _readers.items()}


def files_of(user: User) -> Iterator[tuple[str, File]]:
    for read in _file_readers:
        yield from read(user)


def erase_words(user: User) -> None:
    for erase in _erasers:
        erase(user)
