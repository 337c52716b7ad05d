from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django_tasks import task

from .contact.services import deliver_waiting


@task()
def forget_ended_sessions() -> None:
    """Address and browser of a sign-in are kept no longer than it lasts."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@task()
def mail_waiting_messages() -> int:
    """Mail the messages between members that the mail server did not take at once."""
    return deliver_waiting()
