from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django_tasks import task


@task()
def forget_ended_sessions() -> None:
    """Address and browser of a sign-in are kept no longer than it lasts."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
