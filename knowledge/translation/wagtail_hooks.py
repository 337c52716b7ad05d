from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail_localize.synctree import create_aliases_for_new_page
from wagtail_localize.wagtail_hooks import TranslationsReportMenuItem

from . import views
from .panels import WaitingTranslationsPanel
from .report import TranslationsReportView, may_see_report


@hooks.register("register_admin_urls", order=-1)  # before wagtail-localize's, whose addresses these take
def register_addresses() -> list[URLPattern]:
    return [
        path("localize/translate/<int:translation_id>/pofile/upload/", views.upload_po),
        path("localize/translate/<int:translation_id>/machine_translate/", views.machine_translate),
        path("localize/translate/<int:translation_id>/check/", views.check, name="translation_check"),
        path("localize/translate/<int:translation_id>/state/", views.state, name="translation_state"),
        path("localize/update/<int:translation_source_id>/", views.UpdateTranslations.as_view()),
        path("localize/reports/translations/", TranslationsReportView.as_view(), name="translations_report"),
        path(
            "localize/reports/translations/results/",
            TranslationsReportView.as_view(results_only=True),
            name="translations_report_results",
        ),
    ]


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_report(request.user)


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return ReportMenuItem(
        _("Translations"),
        reverse("translations_report"),
        name="translations-waiting",
        icon_name="wagtail-localize-language",
        order=600,
    )


@hooks.register("construct_reports_menu")
def leave_out_the_report_that_this_one_replaces(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not isinstance(item, TranslationsReportMenuItem)]


@hooks.register("construct_homepage_panels")
def add_waiting_translations(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingTranslationsPanel())


@hooks.register("after_copy_page")
def make_places_for_copy(request: HttpRequest, page: Page, new_page: Page) -> None:
    """A copy has its place in every tree, as a page that is made anew does."""
    for copied in new_page.get_descendants(inclusive=True).specific():
        if not copied.get_translations().exists():
            create_aliases_for_new_page(copied)
