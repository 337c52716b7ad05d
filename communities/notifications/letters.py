"""Mails that no bundle takes come back, and fail, like those of news: see `communities/people/letters.py`."""

from smtplib import SMTPRecipientsRefused
from typing import Any

from django.dispatch import receiver

from communities.people import letters
from communities.people.models import User

from .addresses import return_address
from .models import Pause
from .pausing import is_refused_for_good, pause
from .services import tell


def register() -> None:
    letters.register_return(return_address)


@receiver(letters.refused)
def pause_where_it_fails(user: User, error: SMTPRecipientsRefused, **kwargs: Any) -> None:
    if is_refused_for_good(error):
        pause(user=user, reason=Pause.Reason.BOUNCED)


@receiver(letters.undelivered)
def tell_sender(user: User, about: str, to: str, path: str, **kwargs: Any) -> None:
    tell(users=[user], kind="undelivered", about=about, path=path, to=to)
