from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail import hooks

from .models import CustomDocument


@require_safe
def document_thumbnail(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """The picture of a document's first page, behind the same check of its collection as the file itself."""
    document = get_object_or_404(CustomDocument, pk=document_id)
    for check in hooks.get_hooks("before_serve_document"):
        refusal = check(document, request)
        if isinstance(refusal, HttpResponseBase):
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
