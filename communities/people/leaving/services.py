"""Taking everything along, and going."""

import io
import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from communities.people.models import User

from .belongings import belongings_of, erase_words


def as_zip(user: User) -> bytes:
    """Everything that is `user`'s: one JSON file for each kind, and the picture."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, rows in belongings_of(user).items():
            file.writestr(f"{name}.json", json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        if user.profile.photo:
            with user.profile.photo.open() as photo:
                file.writestr("picture.webp", photo.read())
    return buffer.getvalue()


@transaction.atomic
def close_account(*, user: User, with_words: bool) -> None:
    """Delete the account and all that tells who it was; what was written stays as a former member's, or goes too."""
    if with_words:
        erase_words(user)
    user.delete()
