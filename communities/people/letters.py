"""Mails to one person that no bundle takes: messages of members, invitations, answers to what came by mail.

What they have in common with the bundles lies above people and is said here by `communities/notifications/letters.py`.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.dispatch import Signal

from .models import User

refused = Signal()  # user, error: a mail server did not take a mail for the address of `user`
undelivered = Signal()  # user, about, to, path: what `user` sent was tried long enough
_return_of: list[Callable[[User], str]] = []


def register_return(address_of: Callable[[User], str]) -> None:
    """Let an app above say to which address of this site a mail to somebody comes back; empty where none does."""
    _return_of.append(address_of)


def letter(to: str, subject: str, body: str, *, user: User | None, **options: Any) -> EmailMessage:
    """To the address of `user`, or of nobody known: its envelope then names the site, as its header always does."""
    back = next((address_of(user) for address_of in _return_of), "") if user else ""
    headers = {"From": settings.DEFAULT_FROM_EMAIL} | options.pop("headers", {})
    return EmailMessage(subject, body, from_email=back or None, to=[to], headers=headers, **options)
