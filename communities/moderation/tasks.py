from django_tasks import task

from .suspending import lift_ended, mail_suspended


@task()
def see_to_suspensions() -> None:
    """Tell who was suspended, and let in again whose time is over."""
    mail_suspended()
    lift_ended()
