"""Editing oneself in five small forms, each of which can be left out."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge.partnerships.models import Organisation

from ..models import Profile, User
from ..models.profile import LONGEST
from .choices import NOTHING, by_name, every_country, every_language, time_zones
from .fields import LinesField
from .photos import PhotoField, portrait
from .visibility import FIELDS, PAGE, Audience

NAMES = ("first_name", "last_name")
CLOCK = "time_zone"
MAIL = ("language",)
WORDS = _("In any language, 600 characters at most.")
LINKS = ("link_1", "link_2", "link_3")
LABELS = {
    PAGE: _("My page, with my name"),
    "photo": _("Picture"),
    "role": _("What you do"),
    "organisation": _("Organisation"),
    "country": _("Country"),
    "languages": _("Languages that you work in"),
    "themes": _("Themes that you know well"),
    "offers": _("What I can help others with"),
    "looks_for": _("What I would like to learn"),
    "links": pgettext_lazy("of a person", "Links"),
}


class StepForm(forms.ModelForm):
    """`of_user` are fields that belong to the account."""

    title: Promise
    of_user: tuple[str, ...] = ()

    def __init__(self, data: Any = None, files: Any = None, *, instance: Profile) -> None:
        own = {name: getattr(instance.user, name) for name in self.of_user}
        super().__init__(data, files, instance=instance, initial=own)

    def told(self) -> dict[str, Any]:
        """For `services.tell`."""
        of_profile = {name: self.cleaned_data[name] for name in self._meta.fields or () if name != "themes"}
        return {"of_account": {name: self.cleaned_data[name] for name in self.of_user}, "of_profile": of_profile}


class WhoForm(StepForm):
    title = _("Who you are")
    of_user = (*NAMES, CLOCK)

    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Times are shown to you by this clock."), required=False
    )

    class Meta:
        model = Profile
        fields = ("country", "organisation", "organisation_name")
        labels = LABELS | {"organisation_name": _("Organisation, if it is not in the list")}

    field_order = (*NAMES, "country", CLOCK, "organisation", "organisation_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, known_as in zip(NAMES, ("given-name", "family-name"), strict=True):
            self.fields[name].widget.attrs["autocomplete"] = known_as
        self.fields["country"] = forms.ChoiceField(
            label=LABELS["country"], choices=[NOTHING, *every_country()], required=False
        )
        published = Organisation.objects.filter(Q(live=True) | Q(pk=self.instance.organisation_id))
        organisations: Any = self.fields["organisation"]
        organisations.queryset = published
        organisations.choices = [NOTHING, *by_name((str(each.pk), str(each)) for each in published)]
        self._offer_time_zones()
        self.order_fields(self.field_order)

    def _offer_time_zones(self) -> None:
        present, default = self.instance.user.time_zone, User().time_zone
        zones: Any = self.fields[CLOCK]
        zones.choices = time_zones(present)
        if present == default:
            zones.widget.attrs["data-unchosen"] = default

    def clean_time_zone(self) -> str:
        return self.cleaned_data[CLOCK] or self.instance.user.time_zone

    def clean(self) -> dict[str, Any]:
        """A name is one line: it stands in the subjects of mails."""
        cleaned = super().clean() or self.cleaned_data
        return cleaned | {name: " ".join(cleaned[name].split()) for name in NAMES if name in cleaned}


class KnowledgeForm(StepForm):
    title = _("What you know")

    languages = forms.MultipleChoiceField(
        label=LABELS["languages"], widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Profile
        fields = ("role", "languages", "themes")
        labels = LABELS
        help_texts = {"role": _("Such as: head of the leakage team.")}
        widgets = {"themes": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages: Any = self.fields["languages"]
        languages.choices = every_language()
        self.initial["languages"] = self.instance.language_codes

    def clean_languages(self) -> str:
        return ",".join(sorted(self.cleaned_data["languages"]))

    def told(self) -> dict[str, Any]:
        return super().told() | {"themes": self.cleaned_data["themes"]}


class ExchangeForm(StepForm):
    title = _("What you offer and look for")

    offers = LinesField(label=LABELS["offers"], help_text=WORDS, max_length=LONGEST, rows=6, required=False)
    looks_for = LinesField(label=LABELS["looks_for"], help_text=WORDS, max_length=LONGEST, rows=6, required=False)

    class Meta:
        model = Profile
        fields = ("offers", "looks_for")


class PictureForm(StepForm):
    title = _("Picture and links")

    new_photo = PhotoField(label=LABELS["photo"], required=False)
    no_photo = forms.BooleanField(label=_("Take my picture away"), required=False)

    class Meta:
        model = Profile
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.photo:
            del self.fields["no_photo"]
        links = [*self.instance.links, "", "", ""]
        for name, link, number in zip(LINKS, links, "123", strict=False):
            self.fields[name] = forms.URLField(
                label=_("Link %(number)s") % {"number": number},
                max_length=300,
                required=False,
                initial=link,
                assume_scheme="https",
                validators=[URLValidator(schemes=("http", "https"))],
            )

    def clean_new_photo(self) -> Any:
        """The small square that is kept, not the file that was sent."""
        file = self.cleaned_data["new_photo"]
        try:
            return portrait(file) if file else None
        except (OSError, ValueError, SyntaxError) as error:  # what only shows when all of it is unpacked
            raise ValidationError(_("This picture cannot be read. Save it anew, then upload it again.")) from error

    @property
    def photo(self) -> Any:
        """A picture that is sound, though something else in the form may not be: a file cannot be typed again."""
        return self.cleaned_data.get("new_photo") if self.is_bound else None

    def told(self) -> dict[str, Any]:
        of_profile: dict[str, Any] = {"links": [self.cleaned_data[name] for name in LINKS if self.cleaned_data[name]]}
        if self.cleaned_data.get("no_photo"):
            of_profile["photo"] = ""
        return {"of_account": {}, "of_profile": of_profile, "photo": self.photo}


class AudienceForm(StepForm):
    title = _("Who sees what")
    of_user = MAIL

    language = forms.ChoiceField(label=_("Language of your mails"))

    class Meta:
        model = Profile
        fields = ("takes_messages",)
        labels = {"takes_messages": _("Members may write to me")}
        help_texts = {"takes_messages": _("They never see your mail address.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self._audience_fields():
            self.fields[f"see-{name}"] = field
        languages: Any = self.fields["language"]
        languages.choices = User._meta.get_field("language").choices
        self.order_fields([*(f"see-{name}" for name in (PAGE, *FIELDS)), "takes_messages", *MAIL])

    def _audience_fields(self) -> Iterator[tuple[str, forms.ChoiceField]]:
        for name in (PAGE, *FIELDS):
            label = LABELS[name]
            initial = self.instance.audience_of(name)
            yield name, forms.ChoiceField(label=label, choices=Audience.choices, initial=initial)

    def told(self) -> dict[str, Any]:
        told = super().told()
        told["of_profile"]["visibility"] = {name: self.cleaned_data[f"see-{name}"] for name in (PAGE, *FIELDS)}
        return told


STEPS: tuple[type[StepForm], ...] = (WhoForm, KnowledgeForm, ExchangeForm, PictureForm, AudienceForm)
