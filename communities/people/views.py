from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.views import RequestLoginCodeView, email, password_reset
from allauth.mfa.models import Authenticator
from allauth.socialaccount.providers.openid_connect.views import login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from . import services
from .mail_away import needs_mail
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


@login_required
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
