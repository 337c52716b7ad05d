from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..access import Rights
from ..views.entering import in_thread
from . import services
from .forms import MergeForm, MoveForm, SplitForm
from .reading import consequences_of, selection_page

Tidy = Callable[[HttpRequest, Rights], HttpResponse]


def by_facilitators(view: Tidy) -> Callable[..., HttpResponse]:
    """For those who run the hub; of two at once, the second is told that it is done."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @in_thread
    @wraps(view)
    def enter(request: HttpRequest, rights: Rights) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not rights.can_facilitate:
            raise PermissionDenied
        try:
            return view(request, rights)
        except services.Overtaken:
            messages.warning(request, _("Nothing was changed: somebody was faster. This is how it stands now."))
            return redirect(rights.thread)

    return enter


@by_facilitators
def move(request: HttpRequest, rights: Rights) -> HttpResponse:
    """To another hub: first a look at what that means for whom, then for good."""
    thread = rights.thread
    form = MoveForm(request.POST or None, thread=thread, user=request.user)
    context: dict[str, Any] = {"thread": thread, "hub": thread.hub, "form": form}
    if form.is_valid():
        to = form.cleaned_data["to"]
        if request.POST.get("act") == "move":
            try:
                moved = services.move(thread=thread, to=to, is_agreed=form.cleaned_data["is_agreed"])
            except services.WouldOpen:
                form.add_error("is_agreed", _("Say that others may read it, or leave it where it is."))
            else:
                messages.success(request, _("The discussion is in “%(hub)s” now.") % {"hub": to})
                return redirect(moved)
        context["consequences"] = consequences_of(thread, to)
    return render(request, "discussions/move.html", context)


@by_facilitators
def merge(request: HttpRequest, rights: Rights) -> HttpResponse:
    """Behind another discussion of the hub: first a look at which one, then for good."""
    thread = rights.thread
    form = MergeForm(request.POST or None, thread=thread, user=request.user)
    context: dict[str, Any] = {"thread": thread, "hub": thread.hub, "form": form}
    if form.is_valid():
        into = form.cleaned_data["into"]
        if request.POST.get("act") == "merge":
            merged = services.merge(thread=thread, into=into)
            messages.success(request, _("The two discussions are one now."))
            return redirect(merged)
        into.hub = thread.hub
        context["into"] = into
    return render(request, "discussions/merge.html", context)


@by_facilitators
def select(request: HttpRequest, rights: Rights) -> HttpResponse:
    """Posts to be made a discussion of their own."""
    thread = rights.thread
    form = SplitForm(request.POST if request.method == "POST" else None, thread=thread)
    if form.is_valid():
        new = services.split(thread=thread, keys=form.cleaned_data["posts"], title=form.cleaned_data["title"])
        messages.success(request, _("The posts are a discussion of their own now."))
        return redirect(new)
    page = selection_page(thread, request.GET.get("from"), request.POST.getlist("posts"))
    return render(request, "discussions/select.html", page | {"thread": thread, "hub": thread.hub, "form": form})
