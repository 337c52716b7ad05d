from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .models import User


class AddressForm(RequestLoginCodeForm):
    """The one field of the door: an address that fits an account."""

    email = forms.EmailField(
        label=_("Mail address"),
        max_length=User._meta.get_field("email").max_length,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
