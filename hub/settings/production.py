"""Production: refuses to start without the values it needs, and names all that are missing at once."""

from django.core.exceptions import ImproperlyConfigured

from hub.errors import report_errors

from .base import *  # noqa: F403
from .base import MAIL_SERVICE, STORAGES, env
from .logs import log_lines

SENDS = "MAIL_SERVICE" if MAIL_SERVICE else "EMAIL_URL"
REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", SENDS, "DEFAULT_FROM_EMAIL")
missing = [name for name in REQUIRED if not env.str(name, "")]
if missing:
    raise ImproperlyConfigured(f"Set these environment variables first: {', '.join(missing)}")

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("development"):
    raise ImproperlyConfigured("SECRET_KEY must be a random value of at least 50 characters")

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # asked from inside, past the reverse proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # frames of the site's own: the editor's preview is one
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", True)
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # sign-in is limited by the address that the reverse proxy names

LOGGING = log_lines("json")
SENTRY_DSN = env.str("SENTRY_DSN", "")
if SENTRY_DSN:
    report_errors(SENTRY_DSN)
