from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes only stand in for one of these


class StaffSecondFactorMiddleware:
    """Who has no second factor yet is led to set one up before the editor opens (STAFF_SECOND_FACTOR).

    allauth asks whoever has one for it at every sign-in, but makes nobody have one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.STAFF_SECOND_FACTOR and request.path_info.startswith("/admin/") and _lacks_factor(request):
            messages.warning(request, _("Set up a second factor first: the editor opens to nobody without one."))
            return redirect("mfa_index")
        return self.get_response(request)


def _lacks_factor(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin") and not is_mfa_enabled(user, FACTORS)
