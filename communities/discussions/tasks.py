from django_tasks import task

from .files import forget_waiting


@task()
def forget_waiting_files() -> int:
    """Files that somebody chose for a post and never sent."""
    return forget_waiting()
