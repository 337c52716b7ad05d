"""How many days the site keeps what would grow for ever: the one table.

Each app forgets what is its own (communities/people/forgetting/); docs/privacy.md says what the names stand for.
"""

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
LONGEST = 36_500  # a hundred years
DAYS = {
    "unconfirmed_accounts": 7,
    "sessions": 14,
    "messages": 180,
    "read_notifications": 90,
    "notifications": 365,
    "former_pauses": 30,
    "invitations": 30,
    "dates": 365,
    "drafts": 180,
    "waiting_files": 2,
    "taken_back_posts": 90,
    "former_translations": 30,
    "translation_requests": 2,
    "calls": 365,
    "reports": 365,
    "moderation_log": 3 * 365,
    "task_results": 14,
}


def variable(name: str) -> str:
    """What the environment calls it: KEEP_TASK_RESULTS_DAYS."""
    return f"KEEP_{name.upper()}_DAYS"


def kept_days(name: str) -> int:
    """Raises:
    ImproperlyConfigured: this many days cannot be.
    """
    days = env.int(variable(name), DAYS[name])
    if not 1 <= days <= LONGEST:
        raise ImproperlyConfigured(f"{variable(name)} is a number of days, from 1 to {LONGEST}")
    return days


RETENTION = {name: kept_days(name) for name in DAYS}
