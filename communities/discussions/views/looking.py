"""Sending a post, or only looking at it first."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .. import drafts
from ..file_forms import FilesForm
from ..forms import PostForm
from ..models import Thread

LOOKS = ("preview", "similar", "attach")
DISCARD = "discard"


def is_ready(form: PostForm, files: FilesForm | None) -> bool:
    """Whether it can be sent; both are looked at, so that everything that is wrong is said at once."""
    return all([form.is_valid(), files is None or files.is_valid()])


def looked_at(form: PostForm, files: FilesForm | None, looked: str | None) -> dict[str, Any]:
    """What the page shows instead of sending: the files kept, and the text as it will look."""
    if files:
        files.keep()
    if looked == "attach":
        form.errors.clear()  # nobody has finished writing
    is_shown = looked == "preview" and form.is_valid()
    return {"files": files, "preview": form.html if is_shown else ""}


def discarded(request: HttpRequest, at: drafts.Place | None = None) -> HttpResponse:
    """Back to an empty field, or to the post as it stands."""
    drafts.drop(request, at)
    messages.success(request, _("The draft is gone."))
    return redirect(f"{request.path}#reply" if isinstance(at, Thread) else request.path)


def sent(request: HttpRequest, form: PostForm, at: drafts.Place | None = None) -> None:
    """It is posted now; who meant to mention somebody hears when nobody was."""
    drafts.drop(request, at)
    drafts.note_sent(request, form.cleaned_data["token"])
    for name in form.mentioned.unknown:
        messages.warning(request, _("No member of this hub is called “%(name)s”: nobody was told.") % {"name": name})
