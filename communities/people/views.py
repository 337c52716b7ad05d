from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.account.views import RequestLoginCodeView, email, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.socialaccount.providers.openid_connect.views import login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import services
from .confirming import must_sign_in_again
from .forms import AddressForm
from .mail_away import needs_mail, see_that_mail_goes
from .models import Consent, User
from .terms import remember_language


class SignInView(RequestLoginCodeView):
    """One field for everybody: who has an account gets a code, who has none gets both.

    The answer is the same for an address that is known, new or suspended.
    """

    def form_valid(self, form: RequestLoginCodeForm) -> HttpResponse:
        form._user = services.account_for(email=form.cleaned_data["email"], language=str(get_language()))
        return super().form_valid(form)


sign_in = SignInView.as_view()
reset_password = needs_mail(password_reset)
set_password = login_required(reauthentication_required(password_set))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """How who has neither password nor factor shows, before the account changes, that it is they."""
    form = AddressForm({"email": request.user.email} if request.method == "POST" else None)  # type: ignore[union-attr]
    if not form.is_valid():
        context = {"form": form, "following": get_next_redirect_url(request)}
        return render(request, "account/sign_in_again.html", context)
    see_that_mail_goes()
    onwards = passthrough_next_redirect_url(request, reverse("account_confirm_login_code"), "next")
    user = request.user
    logout(request)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=form.cleaned_data["email"])
    return redirect(onwards)


@login_required
@reauthentication_required(enabled=must_sign_in_again)  # before a new address is typed, not after
@transaction.atomic
def change_address(request: HttpRequest) -> HttpResponseBase:
    """Nothing is begun for which no mail goes out."""
    services.keep_address(user=request.user)  # type: ignore[arg-type]
    return needs_mail(email)(request) if "action_add" in request.POST else email(request)


@login_required
@never_cache
@require_safe
def account_home(request: HttpRequest) -> HttpResponse:
    """Everything about one's account, and how each part stands."""
    consent = Consent.objects.newest_of(request.user)  # type: ignore[arg-type]
    context = {"consent": consent, "version": settings.TERMS_VERSION}
    return render(request, "account/home.html", context | _ways_in(request.user))  # type: ignore[arg-type]


@require_POST
@login_required
def agree(request: HttpRequest) -> HttpResponse:
    """To what the page showed; where that was changed meanwhile, the page says so once more."""
    if request.POST.get("version") == settings.TERMS_VERSION:
        services.agree(user=request.user, language=str(get_language()))  # type: ignore[arg-type]
        messages.success(request, _("Thank you."))
    return redirect("account_home")


def _ways_in(user: User) -> dict[str, Any]:
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {"has_app": Authenticator.Type.TOTP in kinds, "passkey_count": kinds.count(Authenticator.Type.WEBAUTHN)}


def to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the identity provider by a page of ours: after a form, browsers follow no redirect out (form-action)."""
    remember_language(request)
    answer = login(request, provider_id)
    if request.method == "POST" and isinstance(answer, HttpResponseRedirect):
        return render(request, "socialaccount/login_redirect.html", {"redirect_to": answer.url})
    return answer
