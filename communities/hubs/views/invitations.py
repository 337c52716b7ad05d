"""The pages of invitations: for those who send them and for those who come."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from communities.people import intents
from communities.people.typed import keeps_typed, refilled
from communities.people.views import SignInView

from .. import inviting
from ..forms import InvitationForm
from ..models import Invitation
from ..wording import told_after_joining
from .membership import hub_to_facilitate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def invite(request: HttpRequest, key: str) -> HttpResponse:
    hub, standing = hub_to_facilitate(request, key)
    form = refilled(request, InvitationForm(request.POST if request.method == "POST" else None))
    if not form.is_valid():
        return render(request, "hubs/invite.html", {"hub": hub, "standing": standing, "form": form})
    try:
        inviting.invite(hub=hub, email=form.cleaned_data["email"], by=request.user)  # type: ignore[arg-type]
    except inviting.TooMany:
        messages.error(request, _("Too many invitations wait for an answer: send the link instead."))
    else:
        messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
    return redirect("hub_members", key)


@require_POST
@login_required
def link(request: HttpRequest, key: str) -> HttpResponse:
    """The link that can be passed on."""
    hub, standing = hub_to_facilitate(request, key)
    invitation = inviting.link_of(hub=hub, by=request.user)  # type: ignore[arg-type]
    url = settings.BASE_URL + invitation.get_absolute_url()
    context = {"hub": hub, "standing": standing, "url": url, "form": InvitationForm()}
    return render(request, "hubs/invite.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """For who was invited, into a hidden hub too: one press, or one field and a code."""
    invitations = Invitation.objects.open().select_related("hub__theme")
    invitation = get_object_or_404(invitations, token=token, hub__theme__key=key)
    if not request.user.is_authenticated:
        intents.remember(request, "invitation", token)
        context = {"hub": invitation.hub}
        return SignInView.as_view(template_name="hubs/join.html", extra_context=context)(request)
    if request.method == "POST":
        membership = inviting.accept(invitation=invitation, user=request.user)
        messages.success(request, told_after_joining(membership))
        return redirect(invitation.hub)
    return render(request, "hubs/invited.html", {"hub": invitation.hub})
