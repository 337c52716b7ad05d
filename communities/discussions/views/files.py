"""Files of posts, each behind the same door as its post."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from communities.hubs.access import Standing

from ..access import Rights
from ..models import PostFile
from .entering import in_hub, in_thread

HOUR = 3600


@require_safe
@in_thread
def whole(request: HttpRequest, rights: Rights, post_pk: int, file_pk: int) -> HttpResponseBase:
    """A picture, which is of our own making, to be looked at; everything else to be saved."""
    file = _file(rights, post_pk, file_pk)
    return _served(file.file, rights.standing, name=file.name, is_saved=not file.is_picture)


@require_safe
@in_thread
def thumbnail(request: HttpRequest, rights: Rights, post_pk: int, file_pk: int) -> HttpResponseBase:
    return _served(_file(rights, post_pk, file_pk).thumbnail, rights.standing)


@require_safe
@in_hub
def waiting_thumbnail(request: HttpRequest, standing: Standing, file_pk: int) -> HttpResponseBase:
    """For who is writing the post."""
    return _served(get_object_or_404(PostFile, pk=file_pk, owner=request.user.pk or 0).thumbnail, standing)


def _file(rights: Rights, post_pk: int, file_pk: int) -> PostFile:
    files = PostFile.objects.filter(post=post_pk, post__thread=rights.thread).select_related("post")
    file = get_object_or_404(files, pk=file_pk)
    if not rights.can_read(file.post):  # type: ignore[arg-type]
        raise Http404
    return file


def _served(stored: FieldFile, standing: Standing, *, name: str = "", is_saved: bool = False) -> HttpResponseBase:
    """With a type that no browser runs or displays but as a picture; nothing of a closed circle stays behind in it."""
    if not stored:
        raise Http404
    try:
        response = FileResponse(stored.open("rb"), as_attachment=is_saved, filename=name)
    except FileNotFoundError as error:
        raise Http404 from error
    response["Content-Type"] = "application/octet-stream" if is_saved else "image/webp"
    if standing.hub.is_public:
        patch_cache_control(response, private=True, max_age=HOUR)
    else:
        add_never_cache_headers(response)
    return response
