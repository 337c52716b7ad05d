from django_tasks import task

from .collecting import collect_all
from .models import Link
from .services import check, check_due


@task(priority=-10)
def collect_links() -> int:
    """Note where all published content leads to; returns how many addresses there are."""
    return collect_all()


@task(priority=-10)
def check_links() -> int:
    """Ask a few of the addresses that are due; returns how many."""
    return check_due()


@task()
def check_link(pk: int) -> None:
    """Ask one address because somebody wants to know now."""
    link = Link.objects.filter(pk=pk).first()
    if link:
        check(link=link)
