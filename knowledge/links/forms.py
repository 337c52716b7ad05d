from django import forms
from django.utils.translation import gettext_lazy as _


class IgnoreForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Why this link may stay as it is. Leave it empty to have it reported again."),
    )
