from django_tasks import task

from .sync import drain


@task()
def drain_marks() -> int:
    """Build and index what was marked; returns how many works were finished."""
    return drain()
