from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from communities.people.models import User

from .kinds import KINDS, Frequency, chosen_with
from .models import Preference
from .services import choose, choose_everywhere, unchoose

if TYPE_CHECKING:
    from communities.hubs.models import Hub

AS_CHOSEN = ""


class PreferencesForm(forms.Form):
    """How often of each kind, and of each hub for those who want one hub more or less often than the others.

    What is not changed here stays as it is: kinds that share a field may have been chosen apart.
    """

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        chosen = {(each.kind, each.hub_id): each.frequency for each in Preference.objects.filter(user=user)}
        for kind, told in KINDS.items():
            together = chosen_with(kind)
            if kind == together[0]:
                frequencies = [chosen[name, None] for name in together if (name, None) in chosen]
                initial = frequencies[0] if frequencies else told.frequency
                self.fields[kind] = forms.ChoiceField(
                    label=str(told.choice), choices=Frequency.choices, initial=initial
                )
        self.hubs = [each.hub for each in user.memberships.inside().select_related("hub__theme")]
        for hub in self.hubs:
            self.fields[f"hub-{hub.pk}"] = forms.ChoiceField(
                label=str(hub),
                choices=[(AS_CHOSEN, _("As chosen above")), *Frequency.choices],
                required=False,
                initial=chosen.get(("", hub.pk), AS_CHOSEN),
            )

    @transaction.atomic
    def save(self) -> None:
        for name in self.changed_data:
            if name in KINDS:
                choose_everywhere(user=self.user, kinds=chosen_with(name), frequency=self.cleaned_data[name])
        for hub in self.hubs:
            if f"hub-{hub.pk}" in self.changed_data:
                self._choose_hub(hub, self.cleaned_data[f"hub-{hub.pk}"])

    def _choose_hub(self, hub: "Hub", frequency: str) -> None:
        if frequency == AS_CHOSEN:
            unchoose(user=self.user, hub=hub)
        else:
            choose(user=self.user, hub=hub, frequency=Frequency(frequency))
