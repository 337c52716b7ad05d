"""A date of publishing that has passed is refused: whoever typed it meant another one, not "at once"."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm


class TimelyMixin(forms.BaseModelForm):
    def clean(self) -> None:
        super().clean()
        go_live_at = self.cleaned_data.get("go_live_at")
        if go_live_at and go_live_at < timezone.now() and not self.instance.live:
            self.add_error("go_live_at", _("This time has passed. Leave it empty to publish at once."))


class TimelyPageForm(TimelyMixin, WagtailAdminPageForm):
    pass


class TimelyFactForm(TimelyMixin, WagtailAdminModelForm):
    pass
