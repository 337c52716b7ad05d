"""Whether a file is what its name says, looked at from the inside: names and types are whatever a sender likes."""

import codecs
import zipfile
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from knowledge.media.pdf import looks_like_pdf

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 100 * MEGABYTE
MOST_PARTS = 2_000  # of an office document
CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\f\r")  # no text has them
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # as spreadsheets write "Unicode text"

NOT_WHAT_IT_SAYS = _("This file is not what its name says, or damaged. Save it anew, then choose it again.")
TOO_MUCH_INSIDE = _("This file would be too large once unpacked.")


def _check_pdf(file: UploadedFile) -> None:
    if not looks_like_pdf(file.read(1024)):
        raise ValidationError(NOT_WHAT_IT_SAYS)


def _check_text(file: UploadedFile) -> None:
    words = file.read()
    if words.startswith(WIDE):
        words = words.decode("utf-16").encode()
    if len(words.translate(None, CONTROLS)) < len(words):
        raise ValidationError(NOT_WHAT_IT_SAYS)


def _office(part: str) -> Callable[[UploadedFile], None]:
    """For documents that are archives; `part` is what makes them one of their kind."""

    def check(file: UploadedFile) -> None:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_UNPACKED:
                raise ValidationError(TOO_MUCH_INSIDE)
            # Unpacks no more than was announced, and finds out where that was a lie.
            if archive.testzip() is not None or part not in archive.namelist():
                raise ValidationError(NOT_WHAT_IT_SAYS)

    return check


CHECKS: dict[str, Callable[[UploadedFile], None]] = {
    "csv": _check_text,
    "docx": _office("word/document.xml"),
    "odt": _office("content.xml"),
    "pdf": _check_pdf,
    "pptx": _office("ppt/presentation.xml"),
    "txt": _check_text,
    "xlsx": _office("xl/workbook.xml"),
}


def check_document(file: UploadedFile, extension: str) -> None:
    """Refuse what is no sound file of its kind.

    Raises:
        ValidationError: says why.
    """
    file.seek(0)
    try:
        CHECKS[extension](file)
    except ValidationError:
        raise
    except Exception as error:  # whatever a damaged archive does to its reader, it is one thing: no sound file
        raise ValidationError(NOT_WHAT_IT_SAYS) from error
    file.seek(0)
