"""Works that a reader keeps for later, on her own device: their keys in a signed cookie, nothing on the server.

The list has one address and no script. The buttons stand on pages that are the same for every visitor, so they carry
no token: that a request comes from this site is told by what the browser itself says of it.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .audience import audiences_of
from .engines import database
from .exports import as_file
from .hits import Results
from .query import SearchQuery

COOKIE, SALT, YEAR = "saved", "search.saved", 365 * 24 * 3600  # seconds
MOST = 40  # works: what fits into a cookie
KEY = re.compile(r"[a-z_]+\.[a-z_]+:[0-9a-f-]{1,40}")  # what search.keys makes of a work


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: HttpRequest) -> HttpResponse:
    """The list, or with `?format=` the list as a file; a POST puts a work on it (`add`) or takes it off (`remove`)."""
    if request.method == "POST":
        return _changed(request)
    query = SearchQuery(ui=get_language() or settings.LANGUAGE_CODE, path=request.path)
    hits = database.chosen(saved_keys(request), query, audiences_of(request.user))
    results = Results(hits=hits, total=len(hits), engine="database")
    export = as_file(results, query, _("Saved works"), request.GET.get("format", ""))
    return export or render(request, "search/saved.html", {"hits": hits, "query": query, "most": MOST})


def saved_keys(request: HttpRequest) -> list[str]:
    """The newest first; none where the cookie is not one of ours."""
    text = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=YEAR)
    return text.split() if text else []


def _changed(request: HttpRequest) -> HttpResponse:
    if not _comes_from_here(request):
        raise PermissionDenied
    add, remove = request.POST.get("add", ""), request.POST.get("remove", "")
    keys = [key for key in saved_keys(request) if key not in (add, remove)]
    if KEY.fullmatch(add) and database.chosen([add], SearchQuery(), audiences_of(request.user)):
        keys.insert(0, add)
    response = redirect(request.path)
    cookie = {"max_age": YEAR, "httponly": True, "samesite": "Lax", "secure": request.is_secure()}
    response.set_signed_cookie(COOKIE, " ".join(keys[:MOST]), salt=SALT, **cookie)
    return response


def _comes_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.get_host():
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
