from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.people.once import Token

from .models import Date


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("Mail address"), max_length=254)


class DateForm(forms.ModelForm[Date]):
    """Times as the clock goes where the facilitator lives (communities/people/local_time.py)."""

    link = forms.URLField(label=_("Link to take part"), required=False, assume_scheme="https")
    token = Token()

    class Meta:
        model = Date
        fields = ("title", "starts_at", "ends_at", "link", "text", "token")
        widgets = {
            name: forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            for name in ("starts_at", "ends_at")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = timezone.get_current_timezone_name()
        self.fields["starts_at"].help_text = _("By the clock of %(zone)s.") % {"zone": zone}
