"""What may come of following a link, in words for editors."""

from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Problem(models.TextChoices):
    GONE = "gone", _("The page is no longer there")
    NO_SITE = "no-site", _("There is no site of this name")
    LOOP = "loop", _("It is redirected without end")
    ENCRYPTION = "encryption", _("Browsers warn that its connection is not safe")
    PRIVATE = "private", _("It leads into a private network")
    NO_ADDRESS = "no-address", _("This is not an address")
    BUSY = "busy", _("The site is too busy to answer")
    FAULT = "fault", _("The site has a fault of its own")
    SLOW = "slow", _("The site does not answer in time")
    UNREACHABLE = "unreachable", _("The site cannot be reached")

    LASTING: ClassVar[frozenset[str]]  # the others may pass by themselves


Problem.LASTING = frozenset(
    {Problem.GONE, Problem.NO_SITE, Problem.LOOP, Problem.ENCRYPTION, Problem.PRIVATE, Problem.NO_ADDRESS}
)


@dataclass(frozen=True)
class Answer:
    """`problem` is empty when a reader gets there; a page that only members may see counts as there."""

    problem: str = ""
    status: int | None = None
    redirects: int = 0


def answer_of(status: int, redirects: int = 0) -> Answer:
    if status in (404, 410, 451):
        return Answer(Problem.GONE, status, redirects)
    if status == 429:
        return Answer(Problem.BUSY, status, redirects)
    if 500 <= status < 600:
        return Answer(Problem.FAULT, status, redirects)
    return Answer("", status, redirects)
