from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ..contact.access import contact_of
from ..models import Profile
from ..typed import keeps_typed, refilled
from . import services
from .directory import directory_for
from .reading import face_of
from .steps import STEPS, PictureForm, StepForm
from .visibility import Audience


@never_cache
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Who is here, as far as the reader may know."""
    context = {"directory": directory_for(request.user, request.GET), "is_filtered": bool(request.GET)}
    return render(request, "people/directory.html", context)


@never_cache
@require_safe
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    profile = Profile.objects.visible_to(request.user).with_facts().filter(public_id=public_id).first()
    if profile is None:
        return _not_shown(request, public_id)
    face = face_of(profile, request.user)
    is_public = profile.page_audience == Audience.EVERYBODY
    context = {"face": face, "profile": profile, "is_public": is_public}
    return render(request, "people/person.html", context | {"contact": contact_of(request.user, profile)})


def _not_shown(request: HttpRequest, public_id: str) -> HttpResponse:
    """A visitor who followed a mail to a member's page signs in first; for everybody else there is nothing here."""
    of_members = Profile.objects.of_members().filter(visibility__page=Audience.MEMBERS, public_id=public_id)
    if request.user.is_authenticated or not of_members.exists():
        raise Http404
    return redirect_to_login(request.get_full_path())


@require_safe
def photo(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The picture, behind the same check as the page."""
    profile = get_object_or_404(Profile.objects.visible_to(request.user).with_facts(), public_id=public_id)
    picture = face_of(profile, request.user).photo
    if not picture:
        raise Http404
    try:
        response = FileResponse(picture.open("rb"), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error
    patch_cache_control(response, private=True, max_age=3600)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def edit(request: HttpRequest, step: int = 1) -> HttpResponse:
    """One step of telling others about oneself; each can be left out."""
    if not 1 <= step <= len(STEPS):
        raise Http404
    profile = Profile.objects.select_related("user").get(user=request.user)  # type: ignore[misc]
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = refilled(request, STEPS[step - 1](*sent, instance=profile))
    if form.is_valid():
        services.tell(profile=profile, **form.told())
        return _after(request, profile, step)
    if isinstance(form, PictureForm) and form.photo:
        services.keep_photo(profile=profile, photo=form.photo)
        messages.success(request, _("Your picture is saved."))
    return render(request, "people/edit.html", _editing(profile, form, step) | {"back": _back(request)})


def _after(request: HttpRequest, profile: Profile, step: int) -> HttpResponse:
    back = _back(request)
    if step < len(STEPS) and not back:
        return redirect("profile_step", step + 1)
    messages.success(request, _("Your page is saved."))
    return redirect(back or profile)


def _back(request: HttpRequest) -> str:
    """Where somebody came from to tell one thing, such as the name."""
    asked = request.GET.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""


def _editing(profile: Profile, form: StepForm, step: int) -> dict[str, Any]:
    titles = [(number, each.title) for number, each in enumerate(STEPS, start=1)]
    following = step + 1 if step < len(STEPS) else None
    return {"profile": profile, "form": form, "step": step, "steps": titles, "following": following}
