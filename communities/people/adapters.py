import logging
from smtplib import SMTPRecipientsRefused
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.ratelimit import clear
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .confirming import has_nothing_to_ask_for, must_sign_in_again
from .mail_away import MailIsAway
from .models import Person, User

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """An address that is refused is told to nobody: it would tell who has an account.

        Raises:
            MailIsAway: the mail server took nothing.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except SMTPRecipientsRefused:
            logger.warning("A mail server refused an address")
        except Exception as error:  # whatever a mail server or service does
            logger.exception("A mail could not be sent")
            raise MailIsAway from error
        self.request.has_mailed = True

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """What did not go out does not count as sent: trying again is not trying too often."""
        try:
            super().send_confirmation_mail(request, emailconfirmation, signup)
        except MailIsAway:
            clear(request, action="confirm_email", key=emailconfirmation.email_address.email.lower())
            raise

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """What it tells of is done already, whether it can be told or not."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except MailIsAway:
            logger.warning("Somebody was not told of a change of the account")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account with a password: a code by mail or the identity provider makes one."""
        return False

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Not an address that another account signs in with, whether that one was confirmed or not."""
        others = User.objects.filter(email__iexact=email_address.email).exclude(pk=email_address.user_id)
        if others.exists():
            context = {"email": email_address.email}
            self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt", context)
            return False
        return super().confirm_email(request, email_address)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Raises:
        ReauthenticationRequired: who has neither password nor factor signed in long ago; allauth would ask nothing.
        """
        is_required = super().is_reauthentication_required(app=app, **kwargs)
        if is_required and must_sign_in_again(self.request):
            raise ReauthenticationRequired
        return is_required

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        if has_nothing_to_ask_for(user):
            return [{"id": "sign_in_again", "description": _("Sign in again"), "url": reverse("sign_in_again")}]
        return super().get_reauthentication_methods(user)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Who has shown that the account is theirs reads at once why it is switched off, and until when."""
        return render(request, "account/account_inactive.html", {"who": user}, status=403)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return reverse("account_home")


class FactorAdapter(DefaultMFAAdapter):
    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.WAGTAIL_SITE_NAME}


class ProviderAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whoever has an address gets it, also where somebody else wishes to change to it."""
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        EmailAddress.objects.filter(email__in=verified, verified=False, primary=False).delete()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """With a verified address only: else one could take an address before the person who has it comes."""
        return any(address.verified for address in sociallogin.email_addresses)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """By what accounts sign in with: allauth would take an address that somebody wishes to change to as well."""
        for address in sociallogin.email_addresses:
            user = User.objects.filter(email__iexact=address.email).first() if address.verified else None
            if user:
                return user, address.email
        return None

    def new_user(self, request: HttpRequest, sociallogin: SocialLogin) -> Any:
        user = super().new_user(request, sociallogin)
        user.language = get_language() or settings.LANGUAGE_CODE
        return user
