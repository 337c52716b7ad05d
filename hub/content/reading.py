"""Reads the YAML under content/ and remembers what was loaded before."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from hub.models import LoadedReference

Item = dict[str, Any]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(name: str) -> Any:
    return read_file(Path(settings.CONTENT_DIR, name))


def read_folder(name: str) -> Iterator[Item]:
    """Every item of a folder: files hold one item or a list of them."""
    for path in sorted(Path(settings.CONTENT_DIR, name).glob("*.yaml")):
        data = read_file(path)
        yield from data if isinstance(data, list) else [data]


def read_file(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader)


def one_line(text: str) -> str:
    """The lines of a YAML text as one; spaces that must not break («12 %») stay as they are."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


class Register:
    """The references that were brought before. `claim` says whether one is new, and counts the new ones."""

    def __init__(self) -> None:
        self.known = set(LoadedReference.objects.values_list("reference", flat=True))
        self.new: list[str] = []

    def claim(self, reference: str) -> bool:
        if reference in self.known:
            return False
        self.known.add(reference)
        self.new.append(reference)
        return True

    def save(self) -> None:
        LoadedReference.objects.bulk_create([LoadedReference(reference=reference) for reference in self.new])
