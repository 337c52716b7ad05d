"""Who comes in, and how: every view of discussions is behind one of these doors."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from communities.hubs.access import Standing, standing_of
from communities.hubs.models import Hub
from communities.people import typed

from ..access import Rights, rights_in
from ..models import Thread
from ..tidying.forwarding import lead_on

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]


def in_hub(view: Callable[Concatenate[HttpRequest, Standing, P], HttpResponseBase]) -> View:
    """For the hub's address: 404 for who may not know of it."""

    @wraps(view)
    def enter(request: HttpRequest, key: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, standing_of(request.user, _hub(request, key)), *args, **kwargs)

    return enter


def in_thread(
    view: Callable[Concatenate[HttpRequest, Rights, P], HttpResponseBase],
) -> View:
    """For a thread's address: who may not read it is led to where that may change, and learns nothing of it."""

    @wraps(view)
    def enter(request: HttpRequest, key: str, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        threads = Thread.objects.visible_to(request.user).for_reading(request.user)
        thread = threads.filter(pk=pk, hub__theme__key=key).first()
        if thread is None:
            return lead_on(request, key, pk, **kwargs) or _stay_outside(request, key, pk)  # type: ignore[arg-type]
        try:
            return view(request, rights_in(thread, request.user), *args, **kwargs)
        except (Http404, Thread.DoesNotExist) as error:  # a post was split off, the thread merged since it was read
            moved = lead_on(request, key, pk, **kwargs)  # type: ignore[arg-type]
            if moved is None:
                raise Http404 from error
            return moved

    return enter


def asked_who(*, looks: tuple[str, ...] = ()) -> Callable[[View], View]:
    """For what is sent: from a visitor, or after the session ended, it is kept, and on goes the way to join.

    `looks` are acts that visitors may do, because they leave nothing behind; files would be left behind.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, key: str, **kwargs: int) -> HttpResponseBase:
            is_look = request.POST.get("act") in looks and not request.FILES
            if request.user.is_authenticated or request.method != "POST" or is_look:
                return view(request, key, **kwargs)
            return _lead_in(request, key, **kwargs)

        return enter

    return decorate


def _lead_in(request: HttpRequest, key: str, **kwargs: int) -> HttpResponse:
    """To where one joins, and from there back to the form."""
    typed.keep(request)
    onward = _form_of(request, key, kwargs.get("pk", 0))
    if not Hub.objects.visible_to(request.user).filter(theme__key=key).exists():
        return redirect_to_login(onward)
    return redirect(f"{reverse('hub_join', args=(key,))}?{urlencode({'next': onward})}")


def _stay_outside(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    hub = _hub(request, key)
    standing = standing_of(request.user, hub)
    if standing.can_read:
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.method == "POST":
        typed.keep(request)
    context = {"hub": hub, "standing": standing, "is_first": True, "onward": _form_of(request, key, pk)}
    return render(request, "discussions/listing.html", context, status=403)


def _form_of(request: HttpRequest, key: str, pk: int) -> str:
    """Where to return to: what was only pressed is not pressed again."""
    return reverse("thread", args=(key, pk)) if request.path.endswith("/act/") else request.path


def _hub(request: HttpRequest, key: str) -> Hub:
    return get_object_or_404(Hub.objects.visible_to(request.user).select_related("theme"), theme__key=key)
