from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..models import Block, Message, Profile
from ..typed import keeps_typed, refilled
from . import services
from .access import contact_of
from .forms import MessageForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def contact(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write to a member, whose mail address nobody sees."""
    profile = _other(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = refilled(request, MessageForm(sent, sender=request.user))  # type: ignore[arg-type]
    if form.is_valid():
        try:
            message = services.write(sender=request.user, recipient=profile.user, **form.cleaned_data)  # type: ignore[arg-type]
        except services.TooMany:
            form.add_error(None, _("You have written enough messages for one day. Keep this one for tomorrow."))
        except services.NotWanted:
            form.add_error(None, _("This member takes no messages."))
        else:
            _tell_sender(request, message)
            return redirect(profile)
    may_write = contact_of(request.user, profile).may_write
    return render(request, "people/contact.html", {"profile": profile, "form": form, "may_write": may_write})


def _tell_sender(request: HttpRequest, message: Message) -> None:
    """Also of a second click, while the first is still at the mail server or when it is done."""
    if message.claimed_at and not message.sent_at:
        messages.success(request, _("Your message is on its way."))
    elif message.sent_at or services.deliver(message):
        messages.success(request, _("Your message is sent."))
    else:
        messages.warning(request, _("The mail server does not answer. Your message is kept and goes out by itself."))


@require_POST
@login_required
def block(request: HttpRequest, public_id: str) -> HttpResponse:
    """Block, mute, or take it back: the one who is blocked is not told."""
    kind = request.POST.get("kind", "")
    if kind in Block.Kind.values:
        profile = _other(request, public_id)
        services.block(user=request.user, other=profile.user, kind=Block.Kind(kind))  # type: ignore[arg-type]
    else:
        services.unblock(user=request.user, public_id=public_id)  # type: ignore[arg-type]
    messages.success(request, _("Done."))
    return redirect("people_blocked")


@never_cache
@require_safe
@login_required
def blocked(request: HttpRequest) -> HttpResponse:
    """Whom one has blocked and muted."""
    blocks = Block.objects.filter(user=request.user).select_related("blocked__profile")  # type: ignore[misc]
    return render(request, "people/blocked.html", {"blocks": blocks})


def _other(request: HttpRequest, public_id: str) -> Profile:
    """Somebody else whose page the reader may see."""
    others = Profile.objects.visible_to(request.user).exclude(user=request.user)  # type: ignore[misc]
    return get_object_or_404(others.select_related("user"), public_id=public_id)
