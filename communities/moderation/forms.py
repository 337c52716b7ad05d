from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from communities.people.profiles.fields import LinesField

from .models import Report
from .models.report import LONGEST


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Report.Reason, widget=forms.RadioSelect)
    words = LinesField(
        label=_("In your words"),
        max_length=LONGEST,
        rows=5,
        required=False,
        help_text=_("Not needed, but it helps those who decide."),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("reason") == Report.Reason.OTHER and not typed.get("words"):
            self.add_error("words", _("Say in a few words what is wrong."))
        return typed


class MessageReportForm(ReportForm):
    """Of a message the site keeps no words."""

    words = LinesField(
        label=_("In your words"),
        max_length=LONGEST,
        rows=8,
        help_text=_("We do not keep what members write to each other: copy what matters from the mail."),
    )


class DecisionForm(forms.Form):
    answer = LinesField(
        label=_("What the author should mind"),
        max_length=LONGEST,
        rows=3,
        required=False,
        help_text=_("Goes to the author with a warning, and into the log with every decision."),
    )


class SuspendForm(forms.Form):
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=AdminDateInput,
        help_text=_("On that day they can sign in again. Empty: for good."),
    )
    why = LinesField(label=_("Why"), max_length=LONGEST, rows=5, help_text=_("Who is suspended reads it."))

    def clean_until(self) -> datetime | None:
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        moment = timezone.make_aware(datetime.combine(day, time()))
        if moment <= timezone.now():
            raise forms.ValidationError(_("This day is not to come any more."))
        return moment
