from django_tasks import task

from .asking.rescue import rescue_due


@task()
def rescue_questions() -> int:
    """Ask members about the questions that nobody has answered."""
    return rescue_due()
