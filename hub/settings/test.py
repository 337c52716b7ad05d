"""The test suite: real services where their addresses are given, SQLite and the database engine otherwise."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import STORAGES, env

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Tests say themselves when they mean Elasticsearch; nothing else may depend on it by accident.
TEST_ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", "")
ELASTICSEARCH_URL = ""
TEST_REDIS_URL = env.str("REDIS_URL", "")
REDIS_URL = ""

VAR_DIR = Path(tempfile.mkdtemp(prefix="headwaters-test-"))
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = STORAGES | {
    name: {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / name), "base_url": None},
    }
    for name in ("documents", "share")
}
MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES = {"default": MEMORY, "pages": MEMORY | {"LOCATION": "pages"}}
PAGE_CACHE_SECONDS = 0  # tests say themselves when they mean it
WHITENOISE_AUTOREFRESH = True
LINK_CHECKER = False  # tests say themselves when they mean it
NEWCOMER_DAYS = NEWCOMER_POSTS = 0  # nobody is new where tests do not say so
POSTS_PER_HOUR = 1_000  # nor writes too much
