"""What apps above add to the page of a case study, each in a template of its own: the library knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_makers: list[Callable[..., "Part | None"]] = []


@dataclass(frozen=True)
class Part:
    """`template` is given `items`."""

    template: str
    items: list[Any]


def register_part(make: Callable[..., Part | None]) -> None:
    """Let `make(page, partnership, user)` add to every case study; None where there is nothing to add."""
    _makers.append(make)


def parts_beside(page: Any, partnership: Any, user: Any) -> list[Part]:
    parts = (make(page, partnership, user) for make in _makers)
    return [part for part in parts if part is not None]
