import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from .registry import Forget, forgetters

logger = logging.getLogger(__name__)


class NotForgotten(Exception):
    """Names what could not be forgotten; the log says why."""


def forget_what_is_old(now: datetime | None = None) -> dict[str, int]:
    """Forget whatever has been kept long enough; returns how much of each. What fails does not keep the rest.

    Raises:
        NotForgotten: some of it failed, after everything was tried.
    """
    now = now or timezone.now()
    told = {name: _forget(name, forget, now) for name, forget in forgetters.items()}
    counts = {name: count for name, count in told.items() if count is not None}
    logger.info("Forgotten: %s", ", ".join(f"{count} {name}" for name, count in counts.items()))
    if failed := told.keys() - counts.keys():
        raise NotForgotten(", ".join(sorted(failed)))
    return counts


def _forget(name: str, forget: Forget, now: datetime) -> int | None:
    try:
        return forget(now - timedelta(days=settings.RETENTION[name]))
    except Exception:
        logger.exception("What is old could not be forgotten: %s", name)
        return None
