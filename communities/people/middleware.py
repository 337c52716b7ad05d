from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .factors import lacks_factor


class StaffSecondFactorMiddleware:
    """Who has no second factor yet is led to set one up before the editor opens (STAFF_SECOND_FACTOR).

    allauth asks whoever has one for it at every sign-in, but makes nobody have one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/admin/") and _is_editor(request) and lacks_factor(request.user):
            messages.warning(request, _("Set up a second factor first: the editor opens to nobody without one."))
            return redirect("mfa_index")
        return self.get_response(request)


def _is_editor(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")
