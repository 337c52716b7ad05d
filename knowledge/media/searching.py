from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from search.audience import collection_audience, narrower
from search.documents import Passage

from .models import CustomDocument


def passages_of(documents: Iterable[CustomDocument], audience: str) -> list[Passage]:
    """The pages of files that stand on a page with `audience`; a private collection narrows it further.

    Each has one address, whatever language asks, so that it is one passage; readers are sent to it in their own.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return list(_passages(documents, audience))


def _passages(documents: Iterable[CustomDocument], audience: str) -> Iterator[Passage]:
    yield from (
        Passage(
            page=passage.page,
            text=" ".join(passage.text.split()),
            url=reverse("document_text", args=(document.pk, passage.page)) + f"#page-{passage.page}",
            language=document.language,
            audience=narrower(audience, collection_audience(document.collection)),
        )
        for document in documents
        for passage in document.passages.all()
    )
