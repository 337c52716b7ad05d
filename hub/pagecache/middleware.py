"""Whole pages for visitors who are not signed in, kept until any content changes, answered 304 where they have them.

The outermost middleware: a page that is known costs neither a session nor a query. What may be kept carries nothing
personal: no cookie came with the request, none goes out with the answer.
"""

import hashlib
import re
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from hub.metrics import PAGES
from search.engines import breaker

from . import generation

LONGEST_ADDRESS = 300  # characters; longer ones are one visitor's own
LANGUAGES = "|".join(code for code, _name in settings.LANGUAGES)
OWN = r"(?:accounts|hubs|inbox|live|people|styleguide)/"
KEPT = re.compile(rf"/(?:(?:{LANGUAGES})/(?!{OWN})|sitemap\.xml$|robots\.txt$)")
# Here may stand what people write, which makes nothing old, or a busy hub would empty the cache with each post.
LIVELY = re.compile(rf"/(?:{LANGUAGES})/(?:search|glossary)/")
LIVELY_SECONDS = 60
GetResponse = Callable[[HttpRequest], HttpResponse]


class PageCacheMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.PAGE_CACHE_SECONDS or not _may_be_kept(request):
            return self.get_response(request)
        number = generation.current()  # read before the page is made: what changes meanwhile makes this copy old
        if number is None:
            return self.get_response(request)
        key, seconds = _key(request, number), _lifetime(request)
        known = _known(key, seconds)
        PAGES.labels("made" if known is None else "kept").inc()
        if known is None:
            known = self.get_response(request)
            if not _is_for_everybody(known):
                return known
            _prepare(known)
            _keep(key, known, seconds)
        return get_conditional_response(request, etag=known["ETag"], response=known) or known


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and len(request.get_full_path()) <= LONGEST_ADDRESS
        and KEPT.match(request.path_info) is not None
    )


def _is_for_everybody(response: HttpResponse) -> bool:
    """Whether the same answer is right for every visitor: no search that stood in for another, no cookie."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not re.search(r"no-store|private", response.get("Cache-Control", ""))
        and not breaker.is_open()
    )


def _lifetime(request: HttpRequest) -> int:
    longest = settings.PAGE_CACHE_SECONDS
    return min(longest, LIVELY_SECONDS) if LIVELY.match(request.path_info) else longest


def _known(key: str, seconds: int) -> HttpResponse | None:
    """From this process's memory, else from what all processes share."""
    known = caches["pages"].get(key)
    if known is None and settings.REDIS_URL:
        known = caches["default"].get(key)
        if known is not None:
            caches["pages"].set(key, known, seconds)
    return known


def _keep(key: str, response: HttpResponse, seconds: int) -> None:
    for name in ("pages", "default") if settings.REDIS_URL else ("pages",):
        caches[name].set(key, response, seconds)


def _key(request: HttpRequest, number: str) -> str:
    parts = (
        number,
        request.method,
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        request.META.get("HTTP_HX_REQUEST", ""),  # request.headers would read all of them
        "gzip" if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else "",
    )
    return "page:" + hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _prepare(response: HttpResponse) -> None:
    del response["X-Request-ID"]  # the first reader's own
    response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
