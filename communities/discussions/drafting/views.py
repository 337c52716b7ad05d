from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ..access import Rights
from ..models import AGREED, Contribution, Product
from ..views.entering import in_thread
from . import services

ANSWERS = (*AGREED, Contribution.Consent.NO)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_thread
def product(request: HttpRequest, rights: Rights, product_pk: int) -> HttpResponse:
    """For those whose posts were selected: whether they agree. For facilitators: who did, and the draft."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = get_object_or_404(rights.thread.products, pk=product_pk)
    found.thread = rights.thread
    mine = found.contributions.filter(user=request.user).first()
    if mine is None and not rights.can_facilitate:
        raise PermissionDenied
    if request.method == "POST":
        return _done(request, rights, found, mine)
    contributions = found.contributions.select_related("user") if rights.can_facilitate else []
    posts = found.posts.filter(author=request.user) if mine else []
    context: dict[str, Any] = {"product": found, "mine": mine, "contributions": contributions, "posts": posts}
    context |= {"thread": rights.thread, "rights": rights, "answers": _labels()}
    return render(request, "discussions/product.html", context)


def _labels() -> list[tuple[str, str]]:
    return [(consent.value, str(consent.label)) for consent in ANSWERS]


def _done(request: HttpRequest, rights: Rights, product: Product, mine: Contribution | None) -> HttpResponse:
    act = request.POST.get("act", "")
    if mine and act in ANSWERS:
        services.answer(contribution=mine, consent=act)
        messages.success(request, _("Thank you, your answer is kept. You can change it here."))
        return redirect(product)
    if act not in (*ANSWERS, "draft"):
        raise BadRequest
    if act != "draft" or not rights.can_facilitate:
        raise PermissionDenied
    try:
        drafted = services.draft(product=product, by=request.user)  # type: ignore[arg-type]
    except services.Drafted:
        messages.warning(request, _("Nothing was changed: somebody was faster."))
        return redirect(product)
    except services.Nothing:
        messages.warning(request, _("Nobody has agreed yet: there is nothing to make a draft of."))
        return redirect(product)
    if drafted.page and drafted.page.permissions_for_user(request.user).can_edit():
        return redirect("wagtailadmin_pages:edit", drafted.page_id)
    messages.success(request, _("The draft is made. Those who edit the library are told of it."))
    return redirect(product)


@never_cache
@require_safe
@login_required
def open_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """To the draft in the editor, for those who may edit it; for others it is not there."""
    page = get_object_or_404(Product.objects.select_related("page"), pk=pk).page
    if page is None or not page.permissions_for_user(request.user).can_edit():
        raise Http404
    return redirect("wagtailadmin_pages:edit", page.pk)
