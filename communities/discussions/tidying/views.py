from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from communities.people.typed import keeps_typed, kept, refilled

from ..access import Rights
from ..drafting.services import Nothing, begin
from ..models import Product, Thread
from ..services import rename as rename_thread
from ..views.entering import in_thread
from . import services
from .forms import MergeForm, MoveForm, RenameForm, SelectForm, SplitForm
from .reading import consequences_of, selection_page

Tidy = Callable[[HttpRequest, Rights], HttpResponse]


def by_facilitators(view: Tidy) -> Callable[..., HttpResponseBase]:
    """For those who run the hub; of two at once, the second is told that it is done."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @keeps_typed
    @in_thread
    @wraps(view)
    def enter(request: HttpRequest, rights: Rights) -> HttpResponse:
        if not rights.can_facilitate:
            raise PermissionDenied
        try:
            with transaction.atomic():  # what is done, and that it is written down
                return view(request, rights)
        except services.Overtaken:
            messages.warning(request, _("Nothing was changed: somebody was faster. This is how it stands now."))
            return redirect(rights.thread)

    return enter


@by_facilitators
def rename(request: HttpRequest, rights: Rights) -> HttpResponse:
    """A title that says what it is about, where that of a first line does not."""
    thread = rights.thread
    now = {} if thread.is_question_hidden else {"title": thread.title}
    form = refilled(request, RenameForm(request.POST or None, initial=now))
    if form.is_valid():
        rename_thread(thread=thread, title=form.cleaned_data["title"])
        log(thread, "discussions.rename", user=request.user)
        messages.success(request, _("The discussion has a new title."))
        return redirect(thread)
    return render(request, "discussions/rename.html", {"thread": thread, "form": form})


@by_facilitators
def move(request: HttpRequest, rights: Rights) -> HttpResponse:
    """To another hub: first a look at what that means for whom, then for good."""
    thread = rights.thread
    form = refilled(request, MoveForm(request.POST or None, thread=thread, user=request.user))
    context: dict[str, Any] = {"thread": thread, "form": form}
    if form.is_valid():
        to = form.cleaned_data["to"]
        if request.POST.get("act") == "move":
            try:
                moved = services.move(thread=thread, to=to, is_agreed=form.cleaned_data["is_agreed"])
            except services.WouldOpen:
                form.add_error("is_agreed", _("Say that others may read it, or leave it where it is."))
            else:
                log(moved, "discussions.move", user=request.user)
                messages.success(request, _("The discussion is in “%(hub)s” now.") % {"hub": to})
                return redirect(moved)
        context["consequences"] = consequences_of(thread, to)
    return render(request, "discussions/move.html", context)


@by_facilitators
def merge(request: HttpRequest, rights: Rights) -> HttpResponse:
    """Behind another discussion of the hub: first a look at which one, then for good."""
    thread = rights.thread
    form = refilled(request, MergeForm(request.POST or None, thread=thread, user=request.user))
    context: dict[str, Any] = {"thread": thread, "form": form}
    if form.is_valid():
        into = form.cleaned_data["into"]
        if request.POST.get("act") == "merge":
            merged = services.merge(thread=thread, into=into)
            log(merged, "discussions.merge", user=request.user)
            messages.success(request, _("The two discussions are one now."))
            return redirect(merged)
        into.hub = thread.hub
        context["into"] = into
    return render(request, "discussions/merge.html", context)


@by_facilitators
def select(request: HttpRequest, rights: Rights) -> HttpResponse:
    """Posts to be made a discussion of their own, or something for the library."""
    thread, act = rights.thread, request.POST.get("act")
    kind = SelectForm if act == "draft" else SplitForm
    form = refilled(request, kind(request.POST if request.method == "POST" else None, thread=thread))
    if form.is_valid():
        do = _begin_draft if act == "draft" else _split_off
        made = do(request, thread, form)
        if made is not None:
            return redirect(made)
    ticked = (request.POST if request.method == "POST" else kept(request).fields).getlist("posts")
    page = selection_page(thread, request.GET.get("from"), ticked)
    return render(request, "discussions/select.html", page | {"thread": thread, "form": form})


def _split_off(request: HttpRequest, thread: Thread, form: SelectForm) -> Thread:
    new = services.split(thread=thread, keys=form.cleaned_data["posts"], title=form.cleaned_data["title"])
    log(new, "discussions.split", user=request.user)
    messages.success(request, _("The posts are a discussion of their own now."))
    return new


def _begin_draft(request: HttpRequest, thread: Thread, form: SelectForm) -> Product | None:
    typed = form.cleaned_data
    try:
        product = begin(thread=thread, keys=typed["posts"], title=typed["title"], by=request.user)  # type: ignore[arg-type]
    except Nothing:
        form.add_error("posts", _("Nobody can be asked about these posts: they are hidden, or their authors left."))
        return None
    log(thread, "discussions.draft", user=request.user)
    messages.success(request, _("Those who wrote the posts are asked whether they agree."))
    return product
