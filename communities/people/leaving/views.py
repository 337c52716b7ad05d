from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import services
from .forms import CloseAccountForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def take_along(request: HttpRequest) -> HttpResponseBase:
    """Everything of mine, as one file; who had to sign in again on the way comes back to the button."""
    if request.method != "POST":
        return redirect("account_home")
    return FileResponse(services.as_zip(request.user), as_attachment=True, filename="headwaters.zip")  # type: ignore[arg-type]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close_account(request: HttpRequest) -> HttpResponse:
    """Staff have pages and reviews to their name: an administrator closes their accounts."""
    if request.user.is_staff:
        raise PermissionDenied
    return _close_account(request)


@reauthentication_required
def _close_account(request: HttpRequest) -> HttpResponse:
    form = CloseAccountForm(request.POST or None)
    if not form.is_valid():
        return render(request, "people/close_account.html", {"form": form})
    services.close_account(user=request.user, with_words=form.cleaned_data["words"] == form.GO)  # type: ignore[arg-type]
    logout(request)  # not before: where deleting fails, nobody is signed out of an account that is still there
    messages.success(request, _("Your account is deleted."))
    return redirect("account_request_login_code")
