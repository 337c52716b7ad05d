"""What search knows of a person: for everybody what everybody sees, for members what members see, nothing between."""

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Substr

from knowledge.taxonomy.geography import country_names
from search.documents import SearchDocument
from search.languages import fold, words_of
from search.models import SearchEntry

from ..models import Profile
from .reading import face_for
from .visibility import Audience

KIND = "person"
REFERENCE = "person-"  # and the key that stands in the address


def person_document(profile: Profile, language: str) -> SearchDocument | None:
    """One in every language: a person is found from each, in the words that he or she wrote."""
    user = profile.user
    audience = profile.page_audience
    if audience == Audience.NOBODY or not (user.is_active and user.last_login and user.get_full_name()):
        return None
    face = face_for(profile, (Audience.EVERYBODY, audience))
    organisation = face.organisation
    return SearchDocument(
        reference=f"{REFERENCE}{profile.public_id}",
        kind=KIND,
        language=language,
        url=face.url,
        title=face.name,
        summary=face.line,
        body="\n".join(filter(None, (face.offers, face.looks_for))),
        names=[
            *(organisation.names if organisation else [face.organisation_name]),
            *(country_names(face.country) if face.country else []),
        ],
        subjects=[theme.label.in_language(language) for theme in face.themes],
        themes=[theme.key for theme in face.themes],
        countries=[face.country] if face.country else [],
        organisations=[organisation.reference] if organisation else [],
        changed_at=profile.changed_at,
        audience=audience,
        weight=0.5,
        depends_on=[*face.themes, *([profile.organisation] if profile.organisation else [])],
    )


def called(words: str) -> Q:
    """Of those in whose name each of the words begins one, in any case, with or without accents."""
    entries = SearchEntry.objects.filter(kind=KIND, language=settings.LANGUAGE_CODE)
    for word in words_of(fold(words)):
        entries = entries.filter(title_folded__contains=f" {word}")
    return Q(public_id__in=entries.values_list(Substr("reference", len(REFERENCE) + 1)))
