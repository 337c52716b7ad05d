"""How often a thread is mailed to who follows it: chosen beside its Follow button, undone among one's mails."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.notifications.kinds import Frequency
from communities.people.models import User

from .models import Follow, Thread

MOST = 100  # of one person


class MailsForm(forms.Form):
    frequency = forms.ChoiceField(
        label=_("Mails of new posts"),
        choices=[("", _("As for all discussions")), *Frequency.choices],
        required=False,
    )


class Choice(NamedTuple):
    thread: Thread
    form: MailsForm


def form_for(thread: Thread, frequency: str) -> MailsForm:
    return MailsForm(initial={"frequency": frequency}, auto_id=f"mails-{thread.pk}-%s")


def choices_of(user: User) -> list[Choice]:
    """The threads for which `user` has chosen and that he or she may read."""
    follows = Follow.objects.filter(user=user, thread__in=Thread.objects.visible_to(user)).exclude(frequency="")
    known = follows.select_related("thread__hub__theme").order_by("-pk")[:MOST]
    return [Choice(each.thread, form_for(each.thread, each.frequency)) for each in known]
