from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from .dashboard import ImagesWithoutDescriptionPanel, MyDraftsPanel, OutOfDatePanel
from .forms import GroupThemesForm


@hooks.register("register_group_permission_panel")
def group_themes() -> type[GroupThemesForm]:
    return GroupThemesForm


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("editing/admin.css"))


@hooks.register("construct_homepage_panels")
def add_dashboard_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels += [MyDraftsPanel(), OutOfDatePanel(), ImagesWithoutDescriptionPanel()]


@hooks.register("before_bulk_action")
def check_before_publishing_many(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Many pages published at once are looked at as one page is: none of them goes out while one is wanting."""
    if request.method != "POST" or action_type != "publish" or action.model is not Page:
        return None
    below = [page.get_descendants().not_live() for page in objects] if request.POST.get("include_descendants") else []
    wanting = [page for page in chain(objects, *below) if not _is_ready(page)]
    if not wanting:
        return None
    titles = ", ".join(page.get_admin_display_title() for page in wanting)
    messages.error(
        request, _("Nothing was published. Open these first and see to their list: %(titles)s") % {"titles": titles}
    )
    return redirect(action.next_url)


def _is_ready(page: Any) -> bool:
    draft = page.get_latest_revision_as_object()
    return not hasattr(draft, "checks_before_publishing") or all(
        check.passed for check in draft.checks_before_publishing()
    )
