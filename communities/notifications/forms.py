from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.people.models import User

from .kinds import KINDS, Frequency
from .models import Preference
from .services import choose

AS_CHOSEN = ""


class PreferencesForm(forms.Form):
    """How often of each kind, and of each hub for those who want one hub more or less often than the others."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        chosen = {(each.kind, each.hub_id): each.frequency for each in Preference.objects.filter(user=user)}
        for kind, told in KINDS.items():
            initial = chosen.get((kind, None), told.frequency)
            self.fields[kind] = forms.ChoiceField(label=str(told.choice), choices=Frequency.choices, initial=initial)
        self.hubs = [each.hub for each in user.memberships.inside().select_related("hub__theme")]
        for hub in self.hubs:
            self.fields[f"hub-{hub.pk}"] = forms.ChoiceField(
                label=str(hub),
                choices=[(AS_CHOSEN, _("As chosen above")), *Frequency.choices],
                required=False,
                initial=chosen.get(("", hub.pk), AS_CHOSEN),
            )

    def save(self) -> None:
        for kind in KINDS:
            choose(user=self.user, kind=kind, frequency=self.cleaned_data[kind])
        for hub in self.hubs:
            frequency = self.cleaned_data[f"hub-{hub.pk}"]
            if frequency == AS_CHOSEN:
                Preference.objects.filter(user=self.user, kind="", hub=hub).delete()
            else:
                choose(user=self.user, hub=hub, frequency=frequency)
