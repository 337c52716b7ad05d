"""Wagtail's views of redirects with this site's forms, at the same addresses."""

import os
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.utils import get_file_storage

from .forms import ConfirmForm, RedirectForm, UploadForm
from .importing import carry_out, plan_import
from .reading import UnreadableFile

SHOWN = 50  # rows of each kind


class CreateView(views.CreateView):
    form_class = RedirectForm


class EditView(views.EditView):
    form_class = RedirectForm


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Looks at a file and says what would happen; the file is kept for the confirmation."""

    model = Redirect
    permission_required = "add"
    form_class = UploadForm
    template_name = "home/redirects/import.html"
    page_title = gettext_lazy("Import redirects")
    header_icon = "redirect"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("wagtailredirects:index"), "label": _("Redirects")}
        return [*super().get_breadcrumbs_items(), index, {"url": "", "label": self.page_title}]

    def form_valid(self, form: UploadForm) -> HttpResponse:
        data = form.cleaned_data["file"].read()
        try:
            plan = plan_import(data)
        except UnreadableFile as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        storage = get_file_storage()()
        storage.save(data, "wb")
        confirm = ConfirmForm.of(os.path.basename(storage.name))
        context: dict[str, Any] = {"plan": plan, "shown": SHOWN, "confirm": confirm}
        return self.render_to_response(self.get_context_data(form=form, **context))


class ConfirmView(PermissionCheckedMixin, FormView):
    model = Redirect
    permission_required = "add"
    form_class = ConfirmForm
    http_method_names = ["post"]

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        storage = get_file_storage()(name=form.cleaned_data["name"])
        try:
            plan = plan_import(storage.read("rb") or b"")
        except (OSError, UnreadableFile):  # kept for a while only
            return self.form_invalid(form)
        count = carry_out(plan=plan)
        storage.remove()
        message = ngettext("%(count)s redirect was added.", "%(count)s redirects were added.", count)
        messages.success(self.request, message % {"count": count})
        return redirect("wagtailredirects:index")

    def form_invalid(self, form: ConfirmForm) -> HttpResponse:
        messages.error(self.request, _("Choose the file again."))
        return redirect("wagtailredirects:start_import")
