"""A laptop: everything works from a fresh clone without any environment variable."""

from .base import *  # noqa: F403
from .base import env

DEBUG = env.bool("DEBUG", True)
WHITENOISE_USE_FINDERS = True  # static files straight from the source tree, DEBUG or not
WHITENOISE_AUTOREFRESH = True
if DEBUG:
    PAGE_CACHE_SECONDS = 0  # templates change
SECRET_KEY = env.str("SECRET_KEY", "development-only-key-that-production-refuses")
LINK_CHECKER = env.bool("LINK_CHECKER", False)  # no request leaves a laptop unasked
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys at http://localhost
