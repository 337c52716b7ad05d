from typing import Any

from django.conf import settings
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from .collecting import HOLDERS
from .filters import BrokenLinkFilterSet
from .forms import IgnoreForm
from .models import Link, LinkQuerySet, Mention
from .services import ignore
from .tasks import check_link


class CellColumn(Column):
    """A column whose cells have a template of their own."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.cell_template_name = f"links/cells/{name}.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"link": instance, "csrf_token": parent_context.get("csrf_token")}


class BrokenLinksView(ReportView):
    """What published content leads to that cannot be read there."""

    model = Link
    page_title = gettext_lazy("Broken links")
    header_icon = "link"
    permission_required = "view"
    default_ordering = ("broken_since", "pk")
    filterset_class = BrokenLinkFilterSet
    index_url_name = "links:broken"
    index_results_url_name = "links:broken_results"
    verbose_name_plural = gettext_lazy("broken links")
    columns = [
        CellColumn("address", label=gettext_lazy("Address"), width="35%"),
        CellColumn("problem", label=gettext_lazy("What is wrong")),
        CellColumn("places", label=gettext_lazy("Found on"), width="25%"),
        CellColumn("actions", label=""),
    ]
    list_export = ["address", "get_problem_display", "status", "broken_since", "failures", "places", "ignored_because"]
    export_headings = {
        "address": gettext_lazy("Address"),
        "get_problem_display": gettext_lazy("What is wrong"),
        "places": gettext_lazy("Found on"),
    }
    export_filename = "broken-links"

    def get_base_queryset(self) -> LinkQuerySet:
        pages = Page.objects.defer_streamfields().select_related("locale")
        facts = [model._default_manager.all() for model in HOLDERS if model is not Page]
        holders = GenericPrefetch("holder", [pages, *facts])
        return Link.objects.broken().prefetch_related(Prefetch("mentions", Mention.objects.prefetch_related(holders)))


class CheckAgainView(PermissionCheckedMixin, View):
    model = Link
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        link = get_object_or_404(Link, pk=pk)
        if link.is_outside and not settings.LINK_CHECKER:
            messages.warning(request, _("This site is set up to ask no other site."))
        else:
            transaction.on_commit(lambda: check_link.enqueue(pk))
            messages.success(request, _("%(address)s is being asked again.") % {"address": link.address})
        return redirect("links:broken")


class IgnoreView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    model = Link
    permission_required = "change"
    template_name = "links/ignore.html"
    form_class = IgnoreForm
    page_title = gettext_lazy("Ignore this link")
    header_icon = "link"
    success_url = reverse_lazy("links:broken")
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.link = get_object_or_404(Link, pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("links:broken"), "label": _("Broken links")}
        here = {"url": "", "label": self.page_title, "sublabel": self.link.address}
        return [*super().get_breadcrumbs_items(), report, here]

    def get_initial(self) -> dict[str, Any]:
        return {"reason": self.link.ignored_because}

    def form_valid(self, form: IgnoreForm) -> HttpResponse:
        ignore(link=self.link, because=form.cleaned_data["reason"], user=self.request.user)
        return super().form_valid(form)
