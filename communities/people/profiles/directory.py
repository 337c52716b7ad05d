"""The directory: who can be found by what they show, a page at a time."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, Value
from django.db.models.functions import Concat, Lower
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from knowledge.partnerships.models import Organisation
from knowledge.taxonomy.reading import known_themes

from ..models import Profile
from .choices import NOTHING, by_name, countries_of, every_language, organisations
from .querysets import ProfileQuerySet, works_at
from .reading import Face, face_of
from .searching import called
from .visibility import PAGE

MOST = 24  # people of one page
SORT = Lower(Concat("user__last_name", Value(" "), "user__first_name"))


class FilterForm(forms.Form):
    """What is asked for; every field can be left empty. Offered is where somebody is, and what was asked for."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=100, required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    org = forms.ChoiceField(label=_("Organisation"), required=False)
    offers = forms.CharField(label=_("Offers help with"), max_length=100, required=False)
    looks_for = forms.CharField(label=_("Would like to learn"), max_length=100, required=False)

    def __init__(self, data: Any, viewer: Any) -> None:
        super().__init__(data)
        known = Profile.objects.listed_for(viewer)
        present, typed = known.present(viewer)
        employing = Q(people__in=known.showing("organisation", viewer)) | Q(reference=data.get("org", ""))
        choices = {
            "theme": [(theme.key, str(theme)) for theme in known_themes()],
            "country": countries_of({*present, *_country(data)}),
            "language": every_language(),
            "org": [
                *organisations(Organisation.objects.visible_to(viewer).filter(employing).distinct()),
                *by_name((name, name) for name in typed),
            ],
        }
        for name, options in choices.items():
            field: Any = self.fields[name]
            field.choices = [NOTHING, *options]

    @property
    def asked(self) -> dict[str, str]:
        """What makes sense of it, whatever else the address says."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def sensible(self) -> "FilterForm":
        """The same form without what made no sense."""
        self.data = self.asked
        self.full_clean()
        return self


def _country(data: Any) -> list[str]:
    code = data.get("country", "")
    return [code] if code in dict(countries) else []


@dataclass(frozen=True)
class Directory:
    form: FilterForm
    faces: list[Face]
    next_url: str
    is_first: bool


def directory_for(viewer: Any, data: QueryDict) -> Directory:
    """One page of those whom `viewer` may meet, by name. What comes after is asked for by the last one's name."""
    form = FilterForm(data, viewer).sensible()
    people = _filtered(Profile.objects.listed_for(viewer), form.asked, viewer)
    people = people.annotate(sort=SORT).order_by("sort", "public_id").with_facts()
    after, last = data.get("after", "").replace("\0", ""), data.get("id", "").replace("\0", "")
    if after:
        people = people.filter(Q(sort__gt=after) | Q(sort=after, public_id__gt=last))
    found: list[Any] = list(people[: MOST + 1])
    following = ""
    if len(found) > MOST:
        end = found[MOST - 1]
        following = "?" + urlencode(form.asked | {"after": end.sort, "id": end.public_id})
    return Directory(form, [face_of(profile, viewer) for profile in found[:MOST]], following, not after)


def _filtered(people: ProfileQuerySet, asked: dict[str, str], viewer: Any) -> ProfileQuerySet:
    conditions = {
        "name": (PAGE, called(asked.get("name", ""))),
        "theme": ("themes", Q(themes__key=asked.get("theme"))),
        "country": ("country", Q(country=asked.get("country"))),
        "language": ("languages", Q(languages__contains=asked.get("language"))),  # two letters, then a comma
        "org": ("organisation", works_at(asked.get("org", ""))),
        "offers": ("offers", _words("offers", asked.get("offers", ""))),
        "looks_for": ("looks_for", _words("looks_for", asked.get("looks_for", ""))),
    }
    for name in asked:
        field, condition = conditions[name]
        people = people.showing(field, viewer).filter(condition)
    return people


def _words(field: str, text: str) -> Q:
    """All the words, in any case: SQLite knows that of Latin letters alone, so a Russian word is asked for twice."""
    wanted = Q()
    for word in text.split():
        forms_of_it = {word, word.lower(), word.capitalize()}
        anywhere = Q()
        for form in forms_of_it:
            anywhere |= Q(**{f"{field}__icontains": form})
        wanted &= anywhere
    return wanted
