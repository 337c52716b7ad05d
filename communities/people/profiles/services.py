from collections.abc import Collection, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from knowledge.taxonomy.models import Theme

from ..models import Profile


@transaction.atomic
def tell(
    *,
    profile: Profile,
    of_account: Mapping[str, Any],
    of_profile: Mapping[str, Any],
    themes: Collection[Theme] | None = None,
    photo: ContentFile | None = None,
) -> None:
    """Keep what somebody tells in one part of the form: all of it, or nothing."""
    for name, value in of_account.items():
        setattr(profile.user, name, value)
    if of_account:
        profile.user.save(update_fields=list(of_account))
    for name, value in of_profile.items():
        setattr(profile, name, value)
    if photo:
        profile.photo.save("photo.webp", photo, save=False)
    profile.save()
    if themes is not None:
        profile.themes.set(themes)


@transaction.atomic
def keep_photo(*, profile: Profile, photo: ContentFile) -> None:
    """The picture alone."""
    profile.photo.save("photo.webp", photo, save=False)
    profile.save(update_fields=["photo", "changed_at"])
