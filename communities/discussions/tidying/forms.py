import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from communities.hubs.access import standing_of
from communities.hubs.models import Hub
from communities.people.models import Person

from ..models import Thread
from ..models.thread import TITLE_LENGTH

MOST = 100  # posts selected at once
NUMBER = re.compile(r"(?:.*/discussions/)?(\d{1,18})(?:/.*)?", re.ASCII)
TOO_MANY = ngettext_lazy("Select %(count)s post at most.", "Select %(count)s posts at most.", MOST)
GONE = _("Some of these posts are not in this discussion any more: somebody was faster.")


class HubField(forms.ModelChoiceField):
    def label_from_instance(self, hub: Any) -> str:
        return str(hub)


class MoveForm(forms.Form):
    """To a hub that the mover facilitates as well; out of a closed circle only where that is said expressly."""

    to = HubField(label=_("To which hub?"), queryset=Hub.objects.none())
    is_agreed = forms.BooleanField(label=_("Yes, others may read what was written here."), required=False)

    def __init__(self, data: Any, *, thread: Thread, user: Person) -> None:
        super().__init__(data)
        others = (
            Hub.objects.visible_to(user).exclude(pk=thread.hub_id).select_related("theme").order_by("theme__order")
        )
        mine = [hub.pk for hub in others if standing_of(user, hub).can_facilitate]
        field: Any = self.fields["to"]
        field.queryset = others.filter(pk__in=mine)


class MergeForm(forms.Form):
    """Into another discussion of the same hub, by its address or its number."""

    into = forms.CharField(
        label=_("Address of the other discussion"),
        max_length=500,
        help_text=_("Copy it from the other discussion's page. Its posts come first, those of this one after them."),
    )

    def __init__(self, data: Any, *, thread: Thread, user: Person) -> None:
        super().__init__(data)
        self.thread, self.user = thread, user

    def clean_into(self) -> Thread:
        """Of this hub, and another one."""
        number = NUMBER.fullmatch(self.cleaned_data["into"].strip())
        others = Thread.objects.visible_to(self.user).filter(hub=self.thread.hub_id).exclude(pk=self.thread.pk)
        found = others.filter(pk=number[1]).first() if number else None
        if found is None:
            raise forms.ValidationError(_("There is no other discussion of this hub at this address."))
        return found


class RenameForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)


class SelectedField(forms.Field):
    """Keys of posts that were ticked."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        keys = dict.fromkeys(value or ())
        if len(keys) > MOST:
            raise forms.ValidationError(TOO_MANY, params={"count": MOST})
        if not all(re.fullmatch(r"\d{1,18}", key, re.ASCII) for key in keys):
            raise forms.ValidationError(GONE)
        return [int(key) for key in keys]


class SelectForm(forms.Form):
    """Posts of one thread; its question cannot be selected by itself, for without it there is no thread."""

    posts = SelectedField(error_messages={"required": _("Select some posts first.")})
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)

    def __init__(self, data: Any = None, *, thread: Thread) -> None:
        super().__init__(data)
        self.thread = thread

    def clean_posts(self) -> list[int]:
        keys = self.cleaned_data["posts"]
        if self.thread.posts.filter(pk__in=keys).count() != len(keys):
            raise forms.ValidationError(GONE)
        return keys


class SplitForm(SelectForm):
    def clean_posts(self) -> list[int]:
        keys = super().clean_posts()
        if self.thread.posts.filter(pk__in=keys, number=1).exists():
            raise forms.ValidationError(_("The question stays: without it there is no discussion. Move all of it."))
        return keys
