"""Apart from the models: they import the querysets, which ask for verdicts too."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Verdict(models.TextChoices):
    """What became of a report."""

    OPEN = "open", pgettext_lazy("a report", "Open")
    DISMISSED = "dismissed", pgettext_lazy("a report", "Dismissed")
    HIDDEN = "hidden", _("Post hidden")
    WARNED = "warned", _("Author warned")
    HIDDEN_AND_WARNED = "hidden-warned", _("Post hidden, author warned")
    SUSPENDED = "suspended", _("Account suspended")

    @property
    def hides(self) -> bool:
        return self in (Verdict.HIDDEN, Verdict.HIDDEN_AND_WARNED)

    @property
    def warns(self) -> bool:
        return self in (Verdict.WARNED, Verdict.HIDDEN_AND_WARNED)
