"""What somebody was told, and how often he or she wants mail."""

from communities.people.leaving.belongings import register_belongings, register_words

from .models import Notification, Pause, Preference

TOLD = ("kind", "hub__theme__key", "path", "words", "created_at", "read_at", "mailed_at")


def register() -> None:
    register_words(lambda user: Notification.objects.filter(actor=user).delete())
    register_belongings("news", lambda user: Notification.objects.visible_to(user).values(*TOLD))
    register_belongings(
        "mails", lambda user: Preference.objects.filter(user=user).values("kind", "hub__theme__key", "frequency")
    )
    register_belongings("pauses", lambda user: Pause.objects.filter(user=user).values("email", "reason", "since"))
