"""The files of posts: checked when they come, private while a post is written, then read by whoever reads the post."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.people.models import User

from .checking import CHECKS, check_document
from .models import Post, PostFile
from .models.file import LONGEST_NAME
from .pictures import picture_of

PICTURES = ("avif", "gif", "jpeg", "jpg", "png", "webp")
DOCUMENTS = tuple(CHECKS)
LONGEST_EXTENSION = 5
WAITING = 20  # files of one person; older ones give way


def received(files: Iterable[UploadedFile], *, room: int) -> tuple[list[PostFile], list[str]]:
    """The sound ones among `files`, not saved yet, at most `room`; and why the others are refused."""
    sound: list[PostFile] = []
    refused: list[str] = []
    for position, file in enumerate(files):
        if position >= room:
            refused.append(too_many())
            break
        try:
            sound.append(_checked(file))
        except ValidationError as error:
            reason = " ".join(error.messages)
            refused.append(_("“%(name)s”: %(reason)s") % {"name": shown_name(str(file.name)), "reason": reason})
    return sound, refused


def too_many() -> str:
    most = settings.POST_FILES_MOST
    told = ngettext(
        "A post takes %(count)s file: the others are left out.",
        "A post takes %(count)s files: the others are left out.",
        most,
    )
    return told % {"count": most}


def _checked(file: UploadedFile) -> PostFile:
    name = shown_name(str(file.name))
    extension = PurePath(name).suffix[1:].lower()
    if extension not in PICTURES + DOCUMENTS:
        raise ValidationError(
            _("This kind of file is not taken. What is: %(kinds)s.") % {"kinds": ", ".join(PICTURES + DOCUMENTS)}
        )
    if not file.size:
        raise ValidationError(_("This file is empty."))
    if file.size > settings.POST_FILE_MAX_SIZE:
        limit = filesizeformat(settings.POST_FILE_MAX_SIZE)
        raise ValidationError(_("This file is too large: %(limit)s at most.") % {"limit": limit})
    file.name = name
    if extension in PICTURES:
        return picture_of(file, PurePath(name).stem)
    check_document(file, extension)
    return PostFile(name=name, file=file, size=file.size)


def shown_name(name: str) -> str:
    """One line without signs that are not seen: those that turn the reading direction hide what a file is."""
    path = PurePath("".join(sign for sign in name if sign.isprintable()).replace("\\", "/").rpartition("/")[2].strip())
    stem = path.stem[: LONGEST_NAME - LONGEST_EXTENSION - 1]
    return stem + path.suffix if len(path.suffix) <= LONGEST_EXTENSION + 1 else stem


@transaction.atomic
def set_files(*, post: Post, files: Sequence[PostFile]) -> None:
    """From now on the post has these files and no others."""
    post.files.exclude(pk__in=[file.pk for file in files if file.pk]).delete()
    for file in files:
        file.post, file.owner = post, None
        file.save()


@transaction.atomic
def attach(*, post: Post, files: Iterable[UploadedFile]) -> list[str]:
    """Give a post that has no files what is sound among these, as many as it takes; returns why others are refused."""
    Post.objects.select_for_update(no_key=True, of=("self",)).get(pk=post.pk)  # brought twice, attached once
    if post.files.exists():
        return []
    sound, refused = received(files, room=settings.POST_FILES_MOST)
    set_files(post=post, files=sound)
    return refused


@transaction.atomic
def keep_waiting(*, owner: User, files: Iterable[PostFile]) -> None:
    """Keep files for the post that `owner` is writing: nobody likes to choose them twice."""
    for file in files:
        file.owner = owner
        file.save()
    newest = PostFile.objects.filter(owner=owner).order_by("-pk")[:WAITING]
    PostFile.objects.filter(owner=owner).exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
