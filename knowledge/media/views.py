from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail import hooks

from .models import CustomDocument
from .reading import item_with, paragraphs, parts_of


@require_safe
def document_thumbnail(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """The picture of a document's first page, behind the same check of its collection as the file itself."""
    document = get_object_or_404(CustomDocument, pk=document_id)
    if refusal := _refusal(request, document):
        return refusal
    if not document.thumbnail:
        raise Http404
    try:
        picture = document.thumbnail.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(picture, content_type="image/webp")
    response["Cache-Control"] = "private, max-age=86400"
    return response


@require_safe
def document_text(request: HttpRequest, document_id: int, page: int = 0) -> HttpResponseBase:
    """A document's text for slow connections, behind the same check; the part that holds `page`, else the first."""
    document = get_object_or_404(CustomDocument, pk=document_id)
    if refusal := _refusal(request, document):
        return refusal
    parts = parts_of(document) if document.has_text else []
    position = next((number for number, part in enumerate(parts) if page <= part.last), None)
    if page and position is None:
        raise Http404
    context = {"document": document, "item": item_with(document, get_language()), "base_url": settings.BASE_URL}
    if position is not None:
        part = parts[position]
        passages = document.passages.filter(page__range=(part.first, part.last))
        context |= {
            "part": part,
            "number": position + 1,
            "count": len(parts),
            "before": parts[position - 1] if position else None,
            "after": parts[position + 1] if position + 1 < len(parts) else None,
            "last_page": parts[-1].last,
            "pages": [(passage.page, paragraphs(passage.text)) for passage in passages],
        }
    return _kept_by_whom_it_may(render(request, "media/document_text.html", context), document)


def _refusal(request: HttpRequest, document: CustomDocument) -> HttpResponseBase | None:
    """What a reader is shown who may not have the file: the way in."""
    answers = (check(document, request) for check in hooks.get_hooks("before_serve_document"))
    return next((answer for answer in answers if isinstance(answer, HttpResponseBase)), None)


def _kept_by_whom_it_may(response: HttpResponse, document: CustomDocument) -> HttpResponse:
    """The text of a private collection stays with its reader; nobody keeps the page of a file that is still read."""
    if document.file_hash != document.read_hash or not document.read_hash:
        patch_cache_control(response, no_store=True)
    elif document.collection.get_view_restrictions():
        patch_cache_control(response, private=True)
    return response
