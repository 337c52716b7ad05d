from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from communities.correspondence import urls as correspondence_urls
from communities.discussions import draft_urls
from communities.discussions import urls as discussion_urls
from communities.hubs import urls as hub_urls
from communities.live import urls as live_urls
from communities.metrics import urls as metrics_urls
from communities.moderation import urls as moderation_urls
from communities.notifications import urls as notification_urls
from communities.people import urls as people_urls
from communities.people.profiles import urls as profile_urls
from home.views import serve_page
from knowledge.media import urls as media_urls
from knowledge.media.sharing import urls as sharing_urls
from knowledge.partnerships.urls import organisation_urls, partnership_urls
from knowledge.taxonomy import urls as taxonomy_urls
from search import urls as search_urls
from search.thesaurus import urls as thesaurus_urls
from search.urls import saved_urls
from search.views import search_api, suggest_api

from . import health, metrics, views
from .sitemap import sitemap

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", views.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("api/search", search_api, name="api_search"),
    path("api/search/suggest", suggest_api, name="api_search_suggest"),
    # The editor signs in where everybody does: behind the same limits.
    path("admin/login/", views.editors_door),
    path("admin/", include(wagtailadmin_urls)),
    path("mail/", include(correspondence_urls)),
    path("share/", include(sharing_urls)),
    path("documents/", include(media_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # In production the reverse proxy hands out MEDIA_ROOT before a request gets here; like this, without the files
    # that wait there for an editor to describe them.
    re_path(r"^media/(?P<path>(?!wagtail_uploads/).+)$", serve, {"document_root": settings.MEDIA_ROOT}),
]
if settings.DEBUG:
    urlpatterns += i18n_patterns(path("styleguide/", views.styleguide, name="styleguide"))

if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns += people_urls.provider_urls
    urlpatterns += i18n_patterns(path("accounts/connections/", include("allauth.socialaccount.urls")))

urlpatterns += i18n_patterns(
    path("accounts/", include(people_urls)),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/factors/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("", include(moderation_urls)),
    path("hubs/", include(hub_urls)),
    path("hubs/<slug:key>/", include(metrics_urls)),
    path("hubs/<slug:key>/discussions/", include(discussion_urls)),
    path("drafts/", include(draft_urls)),
    path("inbox/", include(notification_urls)),
    path("live/", include(live_urls)),
    path("people/", include(profile_urls)),
    path("search/", include(search_urls)),
    path("saved/", include(saved_urls)),
    path("glossary/", include(thesaurus_urls)),
    path("sdgs/", include(taxonomy_urls)),
    path("partnerships/", include(partnership_urls)),
    path("organisations/", include(organisation_urls)),
    path("documents/", include(media_urls.reading_urls)),
    # Like Wagtail's own pattern for pages, but for its forms that ask for a password.
    re_path(r"^(?!_util/)((?:[\w\-]+/)*)$", serve_page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)

handler400 = "hub.views.bad_request"
handler404 = "hub.views.not_found"
