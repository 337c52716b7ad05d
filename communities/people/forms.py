from allauth.account.forms import RequestLoginCodeForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import User

NAME_LENGTH = 100


class AddressForm(RequestLoginCodeForm):
    """The one field of the door: an address that fits an account."""

    email = forms.EmailField(
        label=_("Mail address"),
        max_length=User._meta.get_field("email").max_length,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class PasskeyForm(AddWebAuthnForm):
    name = forms.CharField(label=pgettext_lazy("passkey", "Name"), max_length=NAME_LENGTH, required=False)
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        required=False,
        initial=True,
        help_text=_(
            "The device then asks for your fingerprint, face or PIN. A simple security key cannot do that: "
            "it serves as a second factor."
        ),
    )


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(label=pgettext_lazy("passkey", "Name"), max_length=NAME_LENGTH)
