"""A date of publishing that has passed is refused: whoever typed it meant another one, not "at once"."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class TimelyPageForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, object]:
        super().clean()
        go_live_at = self.cleaned_data.get("go_live_at")
        if go_live_at and go_live_at < timezone.now() and not self.instance.live:
            self.add_error("go_live_at", _("This time has passed. Leave it empty to publish at once."))
        return self.cleaned_data
