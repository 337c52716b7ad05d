"""What happens while somebody types: one request that looks at the text, and keeps a member's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from communities.hubs.access import Standing

from .. import drafts
from ..forms import Key, PostForm
from ..models import Draft, Thread
from .entering import in_hub

QUESTION = "question"  # else the key of the thread that is answered; an edited post names nothing, and is not kept


@require_POST
@in_hub
def preview(request: HttpRequest, standing: Standing) -> HttpResponse:
    """What a text will look like, or why it cannot be posted."""
    form = PostForm(request.POST, standing=standing, author=request.user)
    draft = _kept(request, standing)
    context: dict[str, Any] = {
        "preview": form.html if form.is_valid() else "",
        "errors": form.errors.get("body"),
        "draft": draft,
    }
    context |= {"is_pressed": request.POST.get("act") == "preview", "is_live": True}
    context |= {"is_out": "draft_of" in request.POST and not standing.is_signed_in}
    response = render(request, "discussions/components/preview.html", context)
    return trigger_client_event(response, "kept") if draft else response


def _kept(request: HttpRequest, standing: Standing) -> Draft | None:
    """Of who may write here."""
    if not standing.can_write or not request.user.is_authenticated:
        return None
    at = _place(request, standing)
    return drafts.save(author=request.user, at=at, sent=request.POST) if at else None


def _place(request: HttpRequest, standing: Standing) -> drafts.Place | None:
    asked = request.POST.get("draft_of", "")
    if asked == QUESTION:
        return standing.hub
    pk = Key().clean(asked)
    return Thread.objects.visible_to(request.user).filter(hub=standing.hub, pk=pk or 0).first()
