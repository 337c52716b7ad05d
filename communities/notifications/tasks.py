from django_tasks import task

from .kinds import Frequency
from .mailing import mail_what_is_due


@task()
def mail_news() -> int:
    """What people want to know at once."""
    return mail_what_is_due(Frequency.AT_ONCE)


@task()
def mail_digests() -> int:
    """What people want to know every day or every week, when it is morning where they live."""
    return mail_what_is_due(Frequency.DAILY) + mail_what_is_due(Frequency.WEEKLY)
