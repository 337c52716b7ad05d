from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from communities.discussions.models import Thread

from . import notices
from .watching import watcher

MOST = 2**31 - 1


class OpenPageForm(forms.Form):
    """What a page says of itself: its thread, how many posts that had, how much news waited."""

    thread = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    posts = forms.IntegerField(min_value=0, max_value=MOST, required=False)
    unread = forms.IntegerField(min_value=0, max_value=MOST, required=False)


@never_cache
@require_GET
def stream(request: HttpRequest) -> HttpResponseBase:
    """Server-sent events: as they come where the server can hold the connection, else what there is now."""
    form = OpenPageForm(request.GET)
    if not form.is_valid():
        raise BadRequest
    reader = _reader(request, **form.cleaned_data)
    response: HttpResponseBase
    if isinstance(request, ASGIRequest) and watcher.count < settings.LIVE_STREAMS:
        response = StreamingHttpResponse(notices.stream(reader))
    else:
        response = HttpResponse(notices.now(reader))
    response["Content-Type"] = "text/event-stream"
    response["Content-Encoding"] = "identity"  # packed, events would wait until there are enough of them
    return response


def _reader(request: HttpRequest, thread: int | None, posts: int | None, unread: int | None) -> notices.Reader:
    opened = None
    if thread is not None:
        opened = get_object_or_404(Thread.objects.visible_to(request.user).select_related("hub__theme"), pk=thread)
    return notices.Reader(request.user, opened, posts or 0, unread or 0, get_language() or settings.LANGUAGE_CODE)
