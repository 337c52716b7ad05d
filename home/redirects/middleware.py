from functools import partial

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect

from .loops import stored_targets, way_back
from .places import has_page


class CarefulRedirectMiddleware(RedirectMiddleware):
    """Wagtail's, but rows that lead round in a circle, as nobody's form made them, end with "not found"."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        if answer is response:
            return response
        path = Redirect.normalise_path(request.get_full_path())
        target = request.build_absolute_uri(answer["Location"]).replace(request.build_absolute_uri("/"), "/", 1)
        way = way_back(path, target, partial(stored_targets))
        return response if way and not any(map(has_page, way)) else answer
