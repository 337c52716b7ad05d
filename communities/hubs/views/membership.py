from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.people.models import User
from communities.people.views import SignInView

from .. import services
from ..access import standing_of
from ..acts import ACTS, ANSWERS
from ..answering import read_answer_token
from ..forms import InvitationForm, WishForm
from ..models import Hub, Membership
from ..reading import members_of
from ..wishing import remember_wish
from ..wording import told_after_joining, told_after_leaving, told_not_invited, told_too_soon
from .entering import hub_at, hub_to_facilitate, hub_to_read

ASKING = 100  # people on one page: those who asked first
UNWELCOMED = 20  # those who came last


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, key: str) -> HttpResponse:
    """One press for who is signed in; for everybody else one field, a code by mail, and in."""
    hub = hub_at(request, key)
    wish = _wish(request, hub)
    if request.user.is_authenticated:
        return _join_now(request, hub, request.user, wish)
    remember_wish(request, hub, note=_note_of(wish))
    context = {"hub": hub, "onward": _onward(request, hub), "wish": wish}
    return SignInView.as_view(template_name="hubs/join.html", extra_context=context)(request)


def _wish(request: HttpRequest, hub: Hub) -> WishForm | None:
    """What may be said to the facilitators, where they are asked."""
    if hub.joining != Hub.Joining.ON_REQUEST:
        return None
    return WishForm(request.POST if request.method == "POST" else None)


def _note_of(wish: WishForm | None) -> str:
    return wish.cleaned_data["note"] if wish and wish.is_valid() else ""


def _join_now(request: HttpRequest, hub: Hub, user: User, wish: WishForm | None) -> HttpResponse:
    if request.method != "POST" or (wish and not wish.is_valid()):
        standing = standing_of(user, hub)
        is_outside = not (standing.is_member or standing.has_asked or standing.must_wait)
        context = {"hub": hub, "standing": standing, "onward": _onward(request, hub), "wish": is_outside and wish}
        return render(request, "hubs/join_confirm.html", context)
    try:
        membership = services.join(hub=hub, user=user, note=_note_of(wish))
    except services.NotInvited:
        messages.error(request, told_not_invited(hub))
    except services.TooSoon as error:
        messages.error(request, told_too_soon(error.membership))
    else:
        messages.success(request, told_after_joining(membership))
    return redirect(_onward(request, hub))


def _onward(request: HttpRequest, hub: Hub) -> str:
    """Where it goes on: to what somebody was about to do on this site, else to the hub's home."""
    asked = request.POST.get("next") or request.GET.get("next")
    return asked if asked and url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else hub.get_absolute_url()


@require_POST
def leave(request: HttpRequest, key: str) -> HttpResponse:
    hub = hub_at(request, key)
    if not request.user.is_authenticated:  # the session ended meanwhile
        return redirect_to_login(hub.get_absolute_url())
    services.leave(hub=hub, user=request.user)
    messages.success(request, told_after_leaving(hub))
    is_still_known = Hub.objects.visible_to(request.user).filter(pk=hub.pk).exists()
    return redirect(hub if is_still_known else reverse("wagtail_serve", args=("hubs/",)))


@never_cache
@require_safe
@login_required
def members(request: HttpRequest, key: str) -> HttpResponse:
    """Who is here, for those who may read here; for facilitators also who asks to come in."""
    hub, standing = hub_to_read(request, key)
    people, for_facilitators = hub.memberships.select_related("user__profile"), standing.can_facilitate
    context = {
        "hub": hub,
        "standing": standing,
        "asking": people.asking()[:ASKING] if for_facilitators else [],
        "unwelcomed": people.unwelcomed()[:UNWELCOMED] if for_facilitators else [],
        "page": members_of(hub, request.GET.get("page")),
        "form": InvitationForm(),
    }
    return render(request, "hubs/members.html", context)


@require_POST
@login_required
def act(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """What a facilitator does to a membership of this hub."""
    hub, _standing = hub_to_facilitate(request, key)
    membership = get_object_or_404(hub.memberships.select_related("hub__theme", "user"), pk=pk)
    _do(request, membership)
    return redirect(_onward(request, hub) if "next" in request.POST else reverse("hub_members", args=(key,)))


def _do(request: HttpRequest, membership: Membership) -> None:
    """What the button says, or the reader is told why not."""
    do = ACTS.get(request.POST.get("act", ""))
    try:
        is_done = do is not None and do(membership=membership, by=request.user)
    except services.OwnMembership:
        messages.error(request, _("You cannot remove yourself here: leave the hub on its page."))
    except services.LastFacilitator:
        told = _("%(who)s is the only facilitator: make somebody else a facilitator first.")
        messages.error(request, told % {"who": membership.user.public_name})
    else:
        if is_done:
            messages.success(request, _("Done."))
        else:
            messages.warning(request, _("Nothing was changed: somebody was faster."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """From the mail itself: let somebody in, or not. The address alone says who answers."""
    told = read_answer_token(token)
    if told is None or told[0].hub.key != key:
        raise Http404
    membership, facilitator = told
    context = {"membership": membership, "hub": membership.hub, "is_open": membership.state == Membership.State.ASKED}
    do = ANSWERS.get(request.POST.get("act", "")) if request.method == "POST" else None
    if do is not None:
        context |= {"is_open": False, "is_done": do(membership=membership, by=facilitator)}
    return render(request, "hubs/answer.html", context)
