"""Taking everything along, and going."""

import json
import shutil
import zipfile
from tempfile import TemporaryFile
from typing import IO

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from communities.people.models import User

from .belongings import belongings_of, erase_words, files_of


def as_zip(user: User) -> IO[bytes]:
    """Everything that is `user`'s: one JSON file for each kind, and the files; on the disk, for they may be many."""
    archive = TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, rows in belongings_of(user).items():
            target.writestr(f"{name}.json", json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        for name, file in files_of(user):
            with file.open() as source, target.open(name, "w") as copy:
                shutil.copyfileobj(source, copy)
    archive.seek(0)
    return archive


@transaction.atomic
def close_account(*, user: User, with_words: bool) -> None:
    """Delete the account and all that tells who it was; what was written stays as a former member's, or goes too."""
    if with_words:
        erase_words(user)
    user.delete()
