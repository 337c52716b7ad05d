"""Old addresses of threads and posts lead to where they stand now, for those who may read there."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from communities.hubs.models import Hub
from communities.people import typed
from communities.people.models import Person

from ..models import FormerPlace, Post, Thread

HOLDS_TEXT = ("thread", "post_edit")  # forms in which something was typed that must not be lost


@dataclass(frozen=True)
class Place:
    thread: Thread
    shift: int


def place_now(user: Person, key: str, pk: int, post_pk: int | None = None) -> Place | None:
    """Where thread `pk` of hub `key`, or a post of it, stands now; None for who may not read it there, or not here."""
    hubs = Hub.objects.visible_to(user).filter(theme__key=key)
    former = FormerPlace.objects.filter(hub__in=hubs, number=pk)
    threads = Thread.objects.visible_to(user).select_related("hub__theme")
    posts = Post.objects.filter(pk=post_pk or 0)  # of a number that no key can have, there is none
    if post_pk and former.filter(post__in=posts).exists():
        thread = threads.filter(pk__in=posts.values("thread")).first()
        return Place(thread, 0) if thread else None
    place = former.filter(post=None, thread__in=threads).select_related("thread__hub__theme").first()
    return Place(place.thread, place.shift) if place else None


def key_now(user: Person, pk: int) -> int:
    """Of the thread that `pk` has become for `user`: a mail knows no hub. Its own for one that was never merged."""
    former = FormerPlace.objects.filter(number=pk, post=None, hub__in=Hub.objects.visible_to(user))
    threads = former.filter(thread__in=Thread.objects.visible_to(user)).values_list("thread", flat=True)
    return threads.first() or pk


def lead_on(request: HttpRequest, key: str, pk: int, **below: int) -> HttpResponse | None:
    """A redirect to the same page at its present address; what was sent is kept there and not done."""
    post_pk = below.get("post_pk")
    place = place_now(request.user, key, pk, post_pk)
    if place is None or (place.thread.hub.key, place.thread.pk) == (key, pk):  # it came back
        return None
    address = _address(request, place, below)
    if request.method == "POST":
        messages.warning(request, _("This was moved here meanwhile: nothing was changed, have a look."))
        typed.keep(request)
    typed.carry(request, address)
    return redirect(address)


def _address(request: HttpRequest, place: Place, below: dict[str, int]) -> str:
    name = str(request.resolver_match.url_name) if request.resolver_match else "thread"
    if request.method == "POST" and name not in HOLDS_TEXT:
        below = {name: pk for name, pk in below.items() if name == "post_pk"}
        name = "post" if below else "thread"
    address = reverse(name, args=(place.thread.hub.key, place.thread.pk, *below.values()))
    asked = request.GET.dict()
    if name != "thread" or not place.shift:
        return f"{address}?{urlencode(asked)}" if asked else address
    number = place.shift + (int(asked["from"][:9]) if asked.get("from", "").isdecimal() else 1)
    return f"{address}?{urlencode(asked | {'from': number})}#post-{number}"
