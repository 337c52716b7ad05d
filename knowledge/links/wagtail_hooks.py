from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from . import urls
from .answers import Problem
from .models import Link

policy = ModelPermissionPolicy(Link)
register_permission_policy(Link, policy)


class BrokenLinksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy.user_has_permission(request.user, "view")


class BrokenLinksPanel(Component):
    """On the dashboard, while there is something to mend; costs one query."""

    name = "broken_links"
    template_name = "links/panel.html"
    order = 300

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        lasting = Count("pk", filter=Q(problem__in=Problem.LASTING), distinct=True)
        return Link.objects.broken().watched().order_by().aggregate(count=Count("pk", distinct=True), lasting=lasting)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("links/", include(urls, namespace="links"))]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="links", content_type__model="link")


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return BrokenLinksMenuItem(_("Broken links"), reverse("links:broken"), icon_name="link", order=100)


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    if policy.user_has_permission(request.user, "view"):
        panels.append(BrokenLinksPanel())
