from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.people.once import Token
from communities.people.profiles.fields import LinesField

from .introduction import as_text, validate
from .models import Date, Hub, HubPage, Membership
from .pinning import key_at


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("Mail address"), max_length=254)


class WishForm(forms.Form):
    """What who asks to join says of it: nothing is fine too."""

    note = LinesField(
        label=_("Who you are, and why you would like to join"),
        max_length=Membership._meta.get_field("note").max_length,
        rows=3,
        required=False,
        help_text=_("The facilitators of the hub read it."),
    )


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


class IntroductionForm(forms.Form):
    """What a hub says of itself in one language; `version` is the page's that it was made of."""

    summary = forms.CharField(label=_("Summary"), max_length=300, widget=forms.Textarea({"rows": 3}))
    welcome = forms.CharField(
        label=_("Welcome"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=HubPage._meta.get_field("welcome").help_text,
    )
    introduction = forms.CharField(
        label=_("Introduction"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 18}),
        validators=[validate],
        help_text=_("A line that begins with ## is a heading, lines that begin with - are a list, **so** is bold."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def made_of(page: HubPage) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "summary": page.summary,
            "welcome": page.welcome,
            "introduction": as_text(page.body),
            "version": page.latest_revision_id or 0,
        }


class SettingsForm(forms.Form):
    joining = forms.ChoiceField(label=_("Who may join"), choices=Hub.Joining.choices, widget=forms.RadioSelect)
    visibility = forms.ChoiceField(label=_("Who reads"), choices=Hub.Visibility.choices, widget=forms.RadioSelect)


class PinForm(forms.Form):
    """Finds what is to be pinned by its address; `key` is then search's."""

    address = forms.CharField(label=_("Address of a page of this site"), max_length=500)

    def __init__(self, data: Any = None, *, hub: Hub) -> None:
        super().__init__(data)
        self.hub = hub

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        key = key_at(address, self.hub)
        if key is None:
            raise forms.ValidationError(
                _("Nothing that can be pinned stands at this address: copy it from a page of this site.")
            )
        self.cleaned_data["key"] = key
        return address
