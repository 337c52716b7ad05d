from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.context import search_context
from search.exports import exported
from search.query import SearchQuery
from search.results import search_for

from .models import Organisation, Partnership, Programme
from .querysets import PartnershipQuerySet

REGISTRY_KINDS = tuple(kind.value for kind in Partnership.Kind)


@require_safe
def partnership_list(request: HttpRequest) -> HttpResponse:
    """The registry, filed by the search's own facets."""
    query = SearchQuery.from_request(request, default_sort="newest").within_kinds(REGISTRY_KINDS)
    if export := exported(request, query, _("Partnerships")):
        return export
    context = search_context(query, search_for(query, request.user))
    return render(request, "partnerships/partnership_list.html", context)


@require_safe
def partnership_detail(request: HttpRequest, reference: str) -> HttpResponse:
    partnerships = Partnership.objects.visible_to(request.user).for_detail()
    partnership = get_object_or_404(partnerships, reference=reference)
    return render(request, "partnerships/partnership.html", partnership.get_template_context())


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    query = SearchQuery.from_request(request, default_sort="title").within_kinds(("organisation",))
    if export := exported(request, query, _("Organisations")):
        return export
    context = search_context(query, search_for(query, request.user))
    return render(request, "partnerships/organisation_list.html", context)


@require_safe
def organisation_detail(request: HttpRequest, reference: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), reference=reference)
    partnerships = Partnership.objects.visible_to(request.user).of_organisation(organisation)
    context = organisation.get_template_context() | {"partnerships": _page_of(request, partnerships)}
    return render(request, "partnerships/organisation.html", context)


@require_safe
def programme_detail(request: HttpRequest, reference: str) -> HttpResponse:
    programmes = Programme.objects.visible_to(request.user).prefetch_related("leads", "funders", "sources")
    programme = get_object_or_404(programmes, reference=reference)
    partnerships = Partnership.objects.visible_to(request.user).filter(programme=programme)
    context = programme.get_template_context() | {"partnerships": _page_of(request, partnerships)}
    return render(request, "partnerships/programme.html", context)


def _page_of(request: HttpRequest, partnerships: PartnershipQuerySet) -> Page[Partnership]:
    """The partnerships that an organisation or a programme has part in, newest first, a page at a time."""
    return Paginator(partnerships.newest_first().with_partners(), 50).get_page(request.GET.get("page"))
