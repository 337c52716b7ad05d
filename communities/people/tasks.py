from django_tasks import task

from .contact.services import deliver_waiting
from .forgetting import services as forgetting


@task()
def forget_what_is_old() -> dict[str, int]:
    """Whatever was kept for as many days as the settings say (RETENTION)."""
    return forgetting.forget_what_is_old()


@task()
def mail_waiting_messages() -> int:
    """Mail the messages between members that the mail server did not take at once."""
    return deliver_waiting()
