"""What search knows of a person: for everybody what everybody sees, for members what members see, nothing between."""

from knowledge.taxonomy.geography import country_names
from search.documents import SearchDocument

from ..models import Profile
from .reading import face_for
from .visibility import Audience

KIND = "person"


def person_document(profile: Profile, language: str) -> SearchDocument | None:
    """One in every language: a person is found from each, in the words that he or she wrote."""
    user = profile.user
    audience = profile.page_audience
    if audience == Audience.NOBODY or not (user.is_active and user.last_login and user.get_full_name()):
        return None
    face = face_for(profile, (Audience.EVERYBODY, audience))
    organisation = face.organisation
    return SearchDocument(
        reference=f"person-{profile.public_id}",
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
