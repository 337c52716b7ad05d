"""From an uploaded file to its entries; whatever is not a PO file of this translation is refused with the reason."""

import re

import polib
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

LARGEST = 2 * 1024 * 1024  # bytes; the longest page makes a hundredth of it
ID = "X-WagtailLocalize-TranslationID"
CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)


class Refused(Exception):
    """Nothing was taken from a file; says why, in the editor's language."""


def read_po(file: UploadedFile | None, translation: Translation) -> polib.POFile:
    """The entries of a file that was made for `translation`.

    Raises:
        Refused: it is too large, unreadable, no PO file, or that of another page or language.
    """
    if file is None:
        raise Refused(_("Choose a PO file first."))
    size = file.size or 0
    if size > LARGEST:
        limits = {"size": filesizeformat(size), "limit": filesizeformat(LARGEST)}
        raise Refused(_("The file has %(size)s; a PO file of a page has at most %(limit)s.") % limits)
    po = _parsed(_text_of(file.read()))
    _check_whose(po, translation)
    return po


def _text_of(content: bytes) -> str:
    """In the encoding the file names, else UTF-8."""
    named = CHARSET.search(content)
    encoding = named[1].decode() if named else "utf-8"
    if encoding.upper() in ("CHARSET", "UTF-8", "UTF8"):  # the first: a template nobody filled in
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise Refused(
            _(
                "The file is not in the encoding it names (%(encoding)s). Save it again as UTF-8 in the program you "
                "translated it with."
            )
            % {"encoding": encoding.removesuffix("-sig").upper()}
        ) from None
    if "\0" in text or "msgid" not in text:
        raise Refused(_("This is not a PO file."))
    return text


def _parsed(text: str) -> polib.POFile:
    try:
        return polib.pofile("\n" + text)  # the line feed: polib opens what could be the name of a file
    except (OSError, ValueError, IndexError) as error:
        line = re.search(r"line (\d+)", str(error))
        if line is None:
            raise Refused(_("This is not a PO file.")) from None
        number = int(line[1]) - 1
        raise Refused(_("The PO file cannot be read from line %(line)s on.") % {"line": number}) from None


def _check_whose(po: polib.POFile, translation: Translation) -> None:
    own = po.metadata.get(ID, "")
    if own == str(translation.uuid):
        return
    other = _translation_called(own)
    if other is None:
        raise Refused(_("The file does not say which page it belongs to. Download one here and translate that."))
    told = {"page": other.source.object_repr, "language": other.target_locale.get_display_name()}
    if other.source_id == translation.source_id:
        raise Refused(_("The file is the translation of this page into another language: %(language)s.") % told)
    raise Refused(_("The file belongs to another page: “%(page)s”, %(language)s.") % told)


def _translation_called(uuid: str) -> Translation | None:
    if not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", uuid):
        return None
    return Translation.objects.filter(uuid=uuid).select_related("source", "target_locale").first()
