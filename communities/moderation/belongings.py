"""What somebody reported and was warned of; acts stay in the log without the name of whoever is gone."""

from communities.people.leaving.belongings import register_belongings, register_words
from communities.people.models import User

from .models import Report

TOLD = ("about", "reason", "words", "created_at", "verdict")
WARNED = ("about", "reason", "answer", "decided_at")


def register() -> None:
    register_belongings("reports", lambda user: Report.objects.filter(reporter=user).values(*TOLD))
    register_belongings("warnings", lambda user: Report.objects.warnings_of(user).values(*WARNED))
    register_words(forget_words)


def forget_words(user: User) -> None:
    Report.objects.filter(reporter=user).update(words="")
