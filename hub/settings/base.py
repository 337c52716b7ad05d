"""Settings shared by every environment; what differs between machines comes from environment variables."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE

from .accounts import *  # noqa: F403
from .logs import log_lines
from .machine_translation import machine_translator
from .mail import inbound_address, service_backend
from .retention import RETENTION

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))  # what the running site writes: database, media, documents
VAR_DIR.mkdir(exist_ok=True)

BASE_URL = env.str("BASE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "hub",
    "home",
    "communities.discussions",
    "communities.correspondence",  # on a hub's home, what it shows stands below the discussions
    "communities.hubs",
    "communities.live",
    "communities.moderation",
    "communities.metrics",
    "communities.notifications",
    "communities.people",
    "knowledge.links",
    "knowledge.translation",
    "knowledge.library",
    "knowledge.partnerships",
    "knowledge.editing",
    "knowledge.media",
    "knowledge.taxonomy",
    "search.thesaurus",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "anymail",
    "django_countries",
    "django_filters",
    "django_guid",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "hub.pagecache.middleware.PageCacheMiddleware",
    "django_guid.middleware.guid_middleware",
    "hub.middleware.RequestRecordMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "hub.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "communities.people.local_time.TimeZoneMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "communities.people.mail_away.MailAwayMiddleware",
    "communities.people.middleware.StaffSecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "home.redirects.middleware.CarefulRedirectMiddleware",
]

ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
ASGI_APPLICATION = "hub.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "hub" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site_frame",
                "communities.notifications.context_processors.unread_news",
            ],
            "builtins": [
                "wagtail.templatetags.wagtailcore_tags",
                "django.templatetags.i18n",
                "hub.templatetags.hub",
                "hub.templatetags.languages",
            ],
        },
    }
]

# Database. SQLite answers readers while one writer works (WAL); IMMEDIATE takes the write lock at BEGIN, so that
# two writers wait for each other instead of failing half-way.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache: in memory for one process, Redis where there are several.
REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": (
        {"BACKEND": "hub.cache.ForgivingRedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "headwaters"}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    ),
    "pages": {  # of each process; with Redis, what another process made comes from there
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}
LIVE_STREAMS = env.int("LIVE_STREAMS", 1000)  # of one process; who comes later is told what is new now and then
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", 3600)  # at most; a change of content ends it at once; 0: never

# Languages: every page and view stands under its language; English is the source of the interface.
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ru", "Русский"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "UTC"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(VAR_DIR / "static"))
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Documents lie outside MEDIA_ROOT: only the view that checks their collection may hand them out.
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "documents"), "base_url": None},
    },
    "share": {  # share images: drawn again when they are missing
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "share"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long StreamField form
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # a folder of pictures: the form says itself that these are too many
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
CONTENT_DIR = BASE_DIR / "content"
POST_FILES_MOST = env.int("POST_FILES_MOST", 5)  # of one post
POST_FILE_MAX_SIZE = env.int("POST_FILE_MEGABYTES", 10) * 1024 * 1024

# Who has just come, see communities/discussions/newcomers.py: for so many days, and until so many posts stand.
NEWCOMER_DAYS = env.int("NEWCOMER_DAYS", 3)
NEWCOMER_POSTS = env.int("NEWCOMER_POSTS", 3)
NEWCOMER_POSTS_PER_HOUR = env.int("NEWCOMER_POSTS_PER_HOUR", 10)
TRANSLATIONS_PER_DAY = env.int("TRANSLATIONS_PER_DAY", 50)  # of posts, that one person has a machine make
POSTS_PER_HOUR = env.int("POSTS_PER_HOUR", 30)  # of everybody, on the page and by mail

# Background work: `worker` when a worker process runs beside the site, else `inline`, right after the commit.
TASKS_MODE = env.str("TASKS_MODE", "inline")
TASKS = {
    "default": {
        "BACKEND": (
            "django_tasks_db.DatabaseBackend"
            if TASKS_MODE == "worker"
            else "django_tasks.backends.immediate.ImmediateBackend"
        ),
        "ENQUEUE_ON_COMMIT": True,
    }
}

# Search
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", "")
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", "headwaters")
ELASTICSEARCH_TIMEOUT = 2.0  # seconds a reader or an editor waits before the database takes over

# Links: off, no request leaves for another site.
LINK_CHECKER = env.bool("LINK_CHECKER", True)
LINK_CHECKER_DAYS = env.int("LINK_CHECKER_DAYS", 7)  # an address that answers is asked no more often
LINK_CHECKER_PATIENCE = 10.0  # seconds, redirects included
LINK_CHECKER_PRIVATE_ADDRESSES = False  # only tests ask this machine

# Discussions: who is asked about a question that nobody has answered, and when; 0 people for nobody.
RESCUE_AFTER_HOURS = env.int("RESCUE_AFTER_HOURS", 48)
RESCUE_PEOPLE = env.int("RESCUE_PEOPLE", 3)

# Mail
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds: who signs in waits for the mail server
MAIL_SERVICE = env.str("MAIL_SERVICE", "")  # as anymail calls it; without one, EMAIL_URL says where mail goes
vars().update(service_backend(MAIL_SERVICE))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Headwaters <noreply@localhost>")
INBOUND_ADDRESS = inbound_address(env.str("INBOUND_ADDRESS", ""))
INBOUND_ADDRESS_DAYS = env.int("INBOUND_ADDRESS_DAYS", 365)  # how long an address made of it takes mail

# Wagtail
WAGTAIL_SITE_NAME = "Headwaters"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no request leaves the site
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "media.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "knowledge.media.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "media.CustomDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_REDIRECTS_FILE_STORAGE = "cache" if REDIS_URL else "tmp_file"  # a file waits there to be confirmed
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
    env.str("MACHINE_TRANSLATION", ""),
    url=env.str("MACHINE_TRANSLATION_URL", ""),
    key=env.str("MACHINE_TRANSLATION_KEY", ""),
    timeout=env.int("MACHINE_TRANSLATION_TIMEOUT", 20),
)
TAGGIT_CASE_INSENSITIVE = True

# Watching it run
LOGGING = log_lines("readable")
DJANGO_GUID = {"GUID_HEADER_NAME": "X-Request-ID", "EXPOSE_HEADER": False}
METRICS_TOKEN = env.str("METRICS_TOKEN", "")  # who holds it may read /metrics; without one there are none

# Security
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor's preview is a frame of the site's own
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = RETENTION["sessions"] * 24 * 3600
CSRF_FAILURE_VIEW = "hub.expired.expired"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
# Wagtail's editor runs inline scripts and styles; nobody but staff gets there.
ADMIN_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
    }
}
