"""What somebody reported, was warned of and did as a moderator; whoever is gone has no name in the log."""

from communities.people.leaving.belongings import register_belongings, register_words
from communities.people.models import User

from .models import ModerationLogEntry, Report, Suspension

TOLD = ("about", "reason", "words", "created_at", "verdict")
WARNED = ("about", "reason", "answer", "decided_at")
SUSPENDED = ("since", "until", "why")
DID = ("action", "label", "hub__theme__key", "data", "timestamp")


def register() -> None:
    register_belongings("reports", lambda user: Report.objects.filter(reporter=user).values(*TOLD))
    register_belongings("warnings", lambda user: Report.objects.warnings_of(user).values(*WARNED))
    register_belongings("suspension", lambda user: Suspension.objects.filter(person=user).values(*SUSPENDED))
    register_belongings("acts", lambda user: ModerationLogEntry.objects.filter(user=user).values(*DID))
    register_words(forget_words)


def forget_words(user: User) -> None:
    Report.objects.filter(reporter=user).update(words="")
