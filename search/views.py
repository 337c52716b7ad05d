from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .context import search_context
from .exports import exported
from .query import SearchQuery, clean_text
from .results import paginate, search_for, suggest_for

ENGINE_HEADER = "X-Search-Engine"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The search page; htmx asks for the results alone."""
    query = SearchQuery.from_request(request)
    if export := exported(request, query, query.text or _("Search")):
        return export
    results = search_for(query, request.user)
    context = search_context(query, results)
    template = "search/results.html" if request.headers.get("HX-Request") else "search/search.html"
    response = render(request, template, context)
    response[ENGINE_HEADER] = results.engine
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles for what is being typed, as a list to put under the search box."""
    text = clean_text(request.GET.get("q", ""))
    found = suggest_for(text, translation.get_language(), request.user) if len(text) > 1 else []
    return render(request, "search/suggestions.html", {"suggestions": found})


@require_safe
def search_api(request: HttpRequest) -> JsonResponse:
    """The same search as JSON; `ui` is the reader's language."""
    with translation.override(_ui(request)):
        query = SearchQuery.parse(request.GET, ui=translation.get_language(), path=request.path)
        results = search_for(query, request.user)
    pages = paginate(query, results)
    response = JsonResponse(results.as_json() | {"page": pages.number, "pages": pages.count})
    response[ENGINE_HEADER] = results.engine
    return response


@require_safe
def suggest_api(request: HttpRequest) -> JsonResponse:
    text = clean_text(request.GET.get("q", ""))
    found = suggest_for(text, _ui(request), request.user) if len(text) > 1 else []
    return JsonResponse({"suggestions": [{"title": item.title, "url": item.url, "kind": item.kind} for item in found]})


def _ui(request: HttpRequest) -> str:
    asked = request.GET.get("ui", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
