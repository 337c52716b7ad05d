"""Every public page with the same page in the other languages, from what search knows: nothing else to keep up."""

from collections import defaultdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.documents import PUBLIC
from search.models import SearchEntry

LISTINGS = ("", "library/", "hubs/", "partnerships/", "organisations/", "glossary/", "sdgs/")
LIMIT = 50_000  # addresses in one sitemap, by its protocol


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    works: dict[str, dict[str, str]] = defaultdict(dict)
    for path in LISTINGS:
        works[path] = {code: f"/{code}/{path}" for code, _name in settings.LANGUAGES}
    entries = SearchEntry.objects.filter(audience=PUBLIC, part=0).order_by("key", "language")
    for key, language, url in entries.values_list("key", "language", "url")[: LIMIT - 4 * len(LISTINGS)]:
        works[key][language] = url
    context = {"works": works.values(), "base": settings.BASE_URL, "source": settings.LANGUAGE_CODE}
    return render(request, "sitemap.xml", context, content_type="application/xml; charset=utf-8")
