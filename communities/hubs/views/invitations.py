"""The pages of invitations: for those who send them and for those who come."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from communities.people import intents
from communities.people.models import Person
from communities.people.typed import keeps_typed, refilled
from communities.people.views import SignInView

from .. import inviting, services
from ..access import Standing, standing_of
from ..forms import InvitationForm
from ..models import Hub, Invitation
from ..wording import told_after_joining, told_too_soon
from .entering import hub_to_facilitate

SHOWN = 100  # invitations on one page: the latest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def invite(request: HttpRequest, key: str) -> HttpResponse:
    """Who was invited and has not come yet, and the field to invite somebody more."""
    hub, standing = hub_to_facilitate(request, key)
    form = refilled(request, InvitationForm(request.POST if request.method == "POST" else None))
    if not form.is_valid():
        return _page(request, hub, standing, form)
    try:
        inviting.invite(hub=hub, email=form.cleaned_data["email"], by=request.user)  # type: ignore[arg-type]
    except inviting.TooMany:
        form.add_error("email", _("Too many invitations wait for an answer: send the link instead."))
        return _page(request, hub, standing, form)
    messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
    return redirect("hub_members", key)


@require_POST
@login_required
def link(request: HttpRequest, key: str) -> HttpResponse:
    """The link that can be passed on."""
    hub, standing = hub_to_facilitate(request, key)
    invitation = inviting.link_of(hub=hub, by=request.user)  # type: ignore[arg-type]
    url = settings.BASE_URL + invitation.get_absolute_url()
    return _page(request, hub, standing, InvitationForm(), url=url, until=invitation.until)


def _page(request: HttpRequest, hub: Hub, standing: Standing, form: InvitationForm, **more: object) -> HttpResponse:
    context = {"hub": hub, "standing": standing, "form": form, "invitations": hub.invitations.open()[:SHOWN]}
    return render(request, "hubs/invite.html", context | more)


@require_POST
@login_required
def withdraw(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    hub, _standing = hub_to_facilitate(request, key)
    invitation = hub.invitations.open().filter(pk=pk).first()
    if invitation:
        inviting.withdraw(invitation=invitation, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The invitation is withdrawn: it lets nobody in any more."))
    return redirect("hub_invite", key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """For who was invited, into a hidden hub too: one press, or one field and a code, and back here."""
    invitation = Invitation.objects.select_related("hub__theme").filter(token=token, hub__theme__key=key).first()
    if invitation and _has_come(request.user, invitation):
        return redirect(invitation.hub)
    if invitation is None or not invitation.is_open:
        return _ended(request)
    if not request.user.is_authenticated:
        intents.remember(request, "invitation", token)
        context = {"hub": invitation.hub, "onward": request.path}
        return SignInView.as_view(template_name="hubs/join.html", extra_context=context)(request)
    if request.method == "POST":
        try:
            membership = inviting.accept(invitation=invitation, user=request.user)
        except inviting.UsedUp:
            return _ended(request)
        except services.TooSoon as error:
            messages.error(request, told_too_soon(error.membership))
            return redirect("wagtail_serve", "hubs/")
        messages.success(request, told_after_joining(membership))
        return redirect(invitation.hub)
    return render(request, "hubs/invited.html", {"hub": invitation.hub})


def _has_come(user: Person, invitation: Invitation) -> bool:
    """Is in the hub already, or came by this very invitation and still knows the hub."""
    if not user.is_authenticated:
        return False
    is_here = standing_of(user, invitation.hub).is_member
    return is_here or (
        invitation.accepted_by_id == user.pk and Hub.objects.visible_to(user).filter(pk=invitation.hub_id).exists()
    )


def _ended(request: HttpRequest) -> HttpResponse:
    """The same page for what was used, has ended, was withdrawn or never was: it names no hub."""
    return render(request, "hubs/invitation_ended.html", status=404)
