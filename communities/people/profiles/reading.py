"""What somebody may see of a person: decided here, so that no page and no template has to."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import get_language

from knowledge.partnerships.models import Organisation
from knowledge.taxonomy.geography import country_name
from knowledge.taxonomy.models import Theme

from ..models import Profile
from .visibility import EVERY_AUDIENCE, FIELDS, audiences_of


@dataclass(frozen=True)
class Face:
    """A person as one viewer sees him or her; what is not shown, or not told, is empty."""

    profile: Profile
    name: str
    url: str
    is_own: bool = False
    photo: FieldFile | None = None
    role: str = ""
    organisation: Organisation | None = None
    organisation_name: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    offers: str = ""
    looks_for: str = ""
    links: tuple[str, ...] = ()

    @property
    def works_at(self) -> str:
        return str(self.organisation or self.organisation_name)

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else ""

    @property
    def language_names(self) -> str:
        return ", ".join(language_name(code) for code in self.languages)

    @property
    def line(self) -> str:
        """Who it is, in a line."""
        return " · ".join(filter(None, (self.role, self.works_at, self.country_name)))

    @property
    def photo_url(self) -> str:
        if not self.photo:
            return ""
        return f"{reverse('person_photo', args=(self.profile.public_id,))}?v={str(self.photo.name)[7:15]}"


def is_visible_to(profile: Profile, viewer: Any) -> bool:
    """Whether there is a page for `viewer`: what `visible_to` asks the database, of a profile that is at hand."""
    if not profile.user.is_active or profile.user.last_login is None:
        return False
    is_own = viewer.is_authenticated and viewer.pk == profile.user_id
    return is_own or profile.page_audience in audiences_of(viewer)


def face_of(profile: Profile, viewer: Any) -> Face:
    """`profile` as `viewer` may see it; bring it from `visible_to(viewer)`. A person sees all of the own."""
    is_own = viewer.is_authenticated and viewer.pk == profile.user_id
    return face_for(profile, EVERY_AUDIENCE if is_own else audiences_of(viewer), is_own=is_own)


def face_for(profile: Profile, audiences: Collection[str], *, is_own: bool = False) -> Face:
    """What is shown to one of `audiences`: of a page that is not for them, nothing but the name."""
    fields = FIELDS if profile.page_audience in audiences else ()
    shown = {field: _told(profile, field) for field in fields if profile.audience_of(field) in audiences}
    if "organisation" in shown and not shown["organisation"]:
        shown["organisation_name"] = profile.organisation_name
    return Face(profile, profile.user.public_name, profile.get_absolute_url(), is_own, **shown)


def _told(profile: Profile, field: str) -> Any:
    match field:
        case "organisation":  # one that is not published has no page, and its name is a draft
            return profile.organisation if profile.organisation and profile.organisation.live else None
        case "country":
            return str(profile.country)
        case "languages":
            return tuple(profile.language_codes)
        case "themes":
            return tuple(profile.themes.all())
        case "links":
            return tuple(profile.links)
    return getattr(profile, field)


def language_name(code: str) -> str:
    """A language's name in the reader's own."""
    reader = get_language() or settings.LANGUAGE_CODE
    return Locale.parse(reader).languages.get(code, code)
