"""From the entries of a PO file to translated texts: all that can be used, or nothing where one of them is broken."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polib
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext
from wagtail_localize.strings import StringValue

from ..markup import problem_of
from .reading import Refused

MADE = "POT-Creation-Date"
TOOL = "PO File"  # as wagtail-localize names it beside the text
PROBLEMS_TOLD = 5

Place = tuple[str, str]  # of a text: where it stands, what the source says
Ids = dict[str, int]  # of its context and its string


@dataclass(frozen=True)
class Imported:
    """How many texts of a file were taken, and what became of the others."""

    taken: int
    fuzzy: int  # marked as unsure: left out
    aside: int  # the source says something else by now: kept, but not on the page
    newer: int  # changed here after the file was made: left as they are
    unknown: int  # nothing the page ever said


@transaction.atomic
def import_po(*, translation: Translation, po: polib.POFile, user: Any) -> Imported:
    """Take the file's translations as unpublished texts.

    Raises:
        Refused: a text is broken, or most are of another page; nothing was taken then.
    """
    entries = [entry for entry in po if entry.msgid and entry.msgstr and not entry.obsolete]
    texts = {(entry.msgctxt or "", entry.msgid): entry.msgstr for entry in entries if not entry.fuzzy}
    _refuse_broken(translation, texts)
    current = _current(translation)
    former = _former(translation, texts.keys() - current.keys())
    unknown = texts.keys() - current.keys() - former.keys()
    if len(unknown) * 2 > len(texts):
        raise Refused(_("Most of the texts in the file do not belong to this page."))
    newer = _newer_here(translation, po, texts, user)
    said = {_place(each): each.data for each in _translations(translation)}
    changed = {place for place, text in texts.items() if said.get(place) != text} - unknown - newer
    for place in changed & current.keys():
        _keep(translation, current[place], texts[place], user)
    for place in changed & former.keys():
        _keep_aside(translation, former[place], texts[place], user)
    return Imported(
        taken=len(changed & current.keys()),
        fuzzy=sum(entry.fuzzy for entry in entries),
        aside=len(changed & former.keys()),
        newer=len(newer),
        unknown=len(unknown),
    )


def _current(translation: Translation) -> dict[Place, Ids]:
    segments = translation.source.stringsegment_set.select_related("context", "string")
    return {
        (segment.context.path, segment.string.data): {
            "context_id": segment.context_id,
            "translation_of_id": segment.string_id,
        }
        for segment in segments
    }


def _former(translation: Translation, places: set[Place]) -> dict[Place, Ids]:
    """Of texts the page does not say now, those it may have said before the source changed."""
    contexts = dict(TranslationContext.objects.filter(object=translation.source.object_id).values_list("path", "pk"))
    hashes = [String._get_data_hash(text) for _path, text in places]
    strings = dict(
        String.objects.filter(locale=translation.source.locale, data_hash__in=hashes).values_list("data", "pk")
    )
    return {
        (path, text): {"context_id": contexts[path], "translation_of_id": strings[text]}
        for path, text in places
        if path in contexts and text in strings
    }


def _refuse_broken(translation: Translation, texts: dict[Place, str]) -> None:
    lengths = _longest(translation)
    problems = []
    for (path, source), text in texts.items():
        problem, longest = problem_of(source, text), lengths.get(path)
        if not problem and longest and len(StringValue(text).render_text()) > longest:
            problem = _("longer than %(limit)s characters") % {"limit": longest}
        if problem:
            problems.append(f"“{Truncator(source).chars(60)}”: {problem}")
    if problems:
        told = "; ".join(problems[:PROBLEMS_TOLD]) + (" …" if len(problems) > PROBLEMS_TOLD else "")
        raise Refused(_("Nothing was imported. Mend these texts in the file first: %(problems)s") % {"problems": told})


def _longest(translation: Translation) -> dict[str, int]:
    """The plain fields of the page that take a limited number of characters."""
    model = translation.source.specific_content_type.model_class()
    fields = model._meta.get_fields() if model else []
    return {field.name: field.max_length for field in fields if getattr(field, "max_length", None)}


def _newer_here(translation: Translation, po: polib.POFile, texts: dict[Place, str], user: Any) -> set[Place]:
    """Texts that somebody else, or another tool, made say something else after the file was made."""
    made = _made_at(po)
    if made is None:
        return set()
    changed = _translations(translation).filter(updated_at__gt=made).exclude(tool_name=TOOL, last_translated_by=user)
    here = {_place(each): each.data for each in changed}
    return {place for place, text in texts.items() if here.get(place, text) != text}


def _made_at(po: polib.POFile) -> datetime | None:
    try:
        made = datetime.fromisoformat(po.metadata.get(MADE, ""))
    except ValueError:
        return None
    return made if timezone.is_aware(made) else timezone.make_aware(made)


def _keep(translation: Translation, ids: Ids, text: str, user: Any) -> None:
    StringTranslation.objects.update_or_create(**ids, locale=translation.target_locale, defaults=_by_hand(text, user))


def _keep_aside(translation: Translation, ids: Ids, text: str, user: Any) -> None:
    """Without signals: a former title is no title of the draft."""
    StringTranslation.objects.bulk_create(
        [StringTranslation(**ids, locale=translation.target_locale, **_by_hand(text, user))],
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type", "tool_name", "last_translated_by", "updated_at"],
    )


def _by_hand(text: str, user: Any) -> dict[str, Any]:
    return {
        "data": text,
        "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
        "tool_name": TOOL,
        "last_translated_by": user,
        "has_error": False,
        "field_error": "",
    }


def _place(translation: StringTranslation) -> Place:
    return translation.context.path, translation.translation_of.data


def _translations(translation: Translation) -> QuerySet[StringTranslation]:
    return StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    ).select_related("context", "translation_of")
