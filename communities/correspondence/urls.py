"""Where the mail service posts what came in and what came back; without one, or without a secret, nowhere."""

from anymail import urls as anymail_urls
from django.conf import settings
from django.urls import URLPattern

from .hooks import taking_whole_mails


def hooks_of(service: str, secret: str) -> list[URLPattern]:
    """Those of one service, and only behind the secret that it was told."""
    if not service or not secret:
        return []
    hooks = [hook for hook in anymail_urls.urlpatterns if str(hook.name).startswith(f"{service}_")]
    return [taking_whole_mails(hook) for hook in hooks]


app_name = "anymail"  # its views name each other
urlpatterns = hooks_of(settings.MAIL_SERVICE, getattr(settings, "ANYMAIL", {}).get("WEBHOOK_SECRET", ""))
