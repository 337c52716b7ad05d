from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from home.models import Withdrawal


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"languages": settings.LANGUAGES, "sitemap": settings.BASE_URL + reverse("sitemap")}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    context = {"address": settings.BASE_URL + reverse("search")}
    return render(request, "opensearch.xml", context, content_type="application/opensearchdescription+xml")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part of the look on one page, for those who build it."""
    return render(request, "hub/styleguide.html")


def editors_door(request: HttpRequest) -> HttpResponse:
    """To the sign-in; who is signed in and may not edit would be sent to and fro."""
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}")


TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for more sent than we read. The page asks the request for nothing: its host may be what is wrong."""
    is_too_much = request.method == "POST" and isinstance(exception, TOO_MUCH)
    page = render_to_string("413.html" if is_too_much else "400.html")
    return HttpResponse(page, status=413 if is_too_much else 400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, or 410 with the reason for what was withdrawn."""
    withdrawal = Withdrawal.objects.at(request.path).first()
    if withdrawal:
        return render(request, "410.html", {"withdrawal": withdrawal}, status=410)
    return render(request, "404.html", status=404)
