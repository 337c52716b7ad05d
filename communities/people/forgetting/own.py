"""What the people app itself forgets."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session

from ..models import Message
from .registry import delete, register_forgetter
from .unconfirmed import forget_unconfirmed


def register() -> None:
    register_forgetter("unconfirmed_accounts", forget_unconfirmed)
    register_forgetter("sessions", forget_sessions)
    register_forgetter("messages", lambda before: delete(Message.objects.filter(created_at__lt=before)))


def forget_sessions(before: datetime) -> int:
    """Those that were last renewed before then; address and browser of a sign-in are kept no longer than it lasts."""
    ended = before + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    count = delete(Session.objects.filter(expire_date__lt=ended))
    delete(UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")))
    return count
