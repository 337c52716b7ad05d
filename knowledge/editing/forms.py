from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms.pages import WagtailAdminPageForm

from knowledge.taxonomy.models import Theme

from .models import ThemeGroup
from .permissions import granted, theme_bounds


class CheckedPageForm(WagtailAdminPageForm):
    """Lets a draft be saved in any state, and nothing be handed in or published while its page's checks fail."""

    def clean(self) -> dict[str, Any]:
        """A date of publishing that has passed is refused: whoever typed it meant another one, not "at once"."""
        cleaned: dict[str, Any] = super().clean()
        go_live_at = cleaned.get("go_live_at")
        if go_live_at and go_live_at < timezone.now() and not self.instance.live:
            self.add_error("go_live_at", _("This time has passed. Leave it empty to publish at once."))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        self._take_relations()
        if not self.is_deferred_validation:
            self._check_before_publishing()

    def _take_relations(self) -> None:
        """The form gives the page its many-to-many relations only when it is saved; the checks ask for them now."""
        for field in self.instance._meta.many_to_many:
            if isinstance(field, ParentalManyToManyField) and field.name in self.cleaned_data:
                setattr(self.instance, field.name, self.cleaned_data[field.name])

    def _check_before_publishing(self) -> None:
        for check in self.instance.checks_before_publishing():
            if not check.passed:
                self.add_error(check.field if check.field in self.fields else None, check.message)


class FiledPageForm(CheckedPageForm):
    """Keeps those who look after a theme from filing a page where they could not open it again."""

    def _post_clean(self) -> None:
        super()._post_clean()
        user = self.for_user
        if user is None or user.is_superuser or not theme_bounds(user) or "themes" not in self.fields:
            return
        place = self.instance.path or (self.parent_page.path if self.parent_page else "")
        if not granted(user, place, self.instance.theme_keys) & {"add", "change"}:
            self.add_error("themes", _("Choose at least one of the themes you look after."))


class GroupThemesForm(forms.Form):
    """A part of the form of a group: the themes it keeps to."""

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Themes"),
        help_text=_("Only library items of these themes; of all themes if none is chosen."),
    )

    def __init__(self, data: Any = None, files: Any = None, instance: Group | None = None) -> None:
        self.group = instance
        bound = ThemeGroup.objects.filter(group=instance).first() if instance and instance.pk else None
        initial = {"themes": bound.themes.all() if bound else []}
        super().__init__(data, files, prefix="theme_bounds", initial=initial)

    def save(self) -> None:
        themes = self.cleaned_data["themes"]
        if not themes:
            ThemeGroup.objects.filter(group=self.group).delete()
            return
        bound, _created = ThemeGroup.objects.get_or_create(group=self.group)
        bound.themes.set(themes)

    def as_admin_panel(self) -> str:
        return render_to_string("editing/group_themes.html", {"form": self})
