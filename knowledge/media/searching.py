from collections.abc import Iterable

from search.audience import collection_audience, narrower
from search.documents import Passage

from .models import CustomDocument


def passages_of(documents: Iterable[CustomDocument], audience: str) -> list[Passage]:
    """The pages of files that stand on a page with `audience`; a private collection narrows it further."""
    return [
        Passage(
            page=passage.page,
            text=passage.text,
            url=f"{document.url}#page={passage.page}",
            language=document.language,
            audience=narrower(audience, collection_audience(document.collection)),
        )
        for document in documents
        for passage in document.passages.all()
    ]
