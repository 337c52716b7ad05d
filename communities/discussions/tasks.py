from django_tasks import task

from .asking.rescue import rescue_due
from .drafts import forget_old
from .files import forget_waiting


@task()
def rescue_questions() -> int:
    """Ask members about the questions that nobody has answered."""
    return rescue_due()


@task()
def forget_waiting_files() -> int:
    """Files that somebody chose for a post and never sent."""
    return forget_waiting()


@task()
def forget_old_drafts() -> int:
    """Texts that nobody has gone on with for long."""
    return forget_old()
