"""The introduction of a hub, changed by its facilitators where they read it."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from communities.people.typed import keeps_typed, refilled

from .. import introducing
from ..forms import IntroductionForm
from ..introduction import others
from ..models import HubPage
from .entering import hub_to_facilitate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def introduce(request: HttpRequest, key: str) -> HttpResponse:
    hub, standing = hub_to_facilitate(request, key)
    pages = HubPage.objects.for_reading().filter(live=True, locale__language_code=get_language())
    page = get_object_or_404(pages, hub=hub)
    begun = IntroductionForm.made_of(page)
    form = refilled(request, IntroductionForm(request.POST if request.method == "POST" else None, initial=begun))
    if form.is_valid() and _is_introduced(request, page, form):
        return redirect(hub)
    context = {"hub": hub, "standing": standing, "page": page, "form": form, "has_others": bool(others(page.body))}
    if request.method == "POST":
        context["now"] = begun
    return render(request, "hubs/introduce.html", context)


def _is_introduced(request: HttpRequest, page: HubPage, form: IntroductionForm) -> bool:
    """Published, or the form says why not."""
    words = dict(form.cleaned_data)
    try:
        introducing.introduce(page=page, version=words.pop("version"), words=words, by=request.user)  # type: ignore[arg-type]
    except introducing.ChangedMeanwhile:
        form.add_error(
            None, _("Somebody else changed it meanwhile. What it says now stands below, yours is kept here.")
        )
        form.data = request.POST.copy()
        form.data["version"] = str(page.latest_revision_id)
    except introducing.InTheEditor:
        form.add_error(
            None, _("An editor is working on this page: ask the editors to publish first. Your text is kept.")
        )
    except ValidationError as error:
        _beside_fields(form, error)
    return not form.errors


def _beside_fields(form: IntroductionForm, error: ValidationError) -> None:
    """The page's own fields by the names they have here."""
    for field, told in getattr(error, "message_dict", {"": error.messages}).items():
        name = {"body": "introduction"}.get(field, field)
        form.add_error(name if name in form.fields else None, told)
