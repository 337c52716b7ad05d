from django_tasks import task

from .asking.rescue import rescue_due
from .files import forget_waiting


@task()
def rescue_questions() -> int:
    """Ask members about the questions that nobody has answered."""
    return rescue_due()


@task()
def forget_waiting_files() -> int:
    """Files that somebody chose for a post and never sent."""
    return forget_waiting()
