from django import forms
from django.utils.translation import gettext_lazy as _


class CloseAccountForm(forms.Form):
    STAY, GO = "stay", "go"

    words = forms.ChoiceField(
        label=_("What you wrote"),
        choices=[(STAY, _("stays, as a former member's")), (GO, _("goes with the account"))],
        widget=forms.RadioSelect,
        initial=STAY,
    )
    is_sure = forms.BooleanField(label=_("Delete my account for good"))
