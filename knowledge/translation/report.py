"""Reports → Translations: every page in every other language, and what it waits for."""

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_content_type_label
from wagtail.models import Page, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy

from knowledge.taxonomy.models import Theme

from .standing import Standing, translations, with_standing

MACHINE = "machine"
MAY_SEE = ("add", "change", "publish")  # any of these, on any page
OTHER_LANGUAGES = [each for each in settings.LANGUAGES if each[0] != settings.LANGUAGE_CODE]


def may_see_report(user: Any) -> bool:
    return PagePermissionPolicy().user_has_any_permission(user, MAY_SEE)


def _kinds(request: Any) -> QuerySet[ContentType]:
    used = translations().order_by().values("content_type").distinct()
    return ContentType.objects.filter(pk__in=used).order_by("model")


class TranslationsFilterSet(WagtailFilterSet):
    locale = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"),
        field_name="locale__language_code",
        choices=OTHER_LANGUAGES,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    standing = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"),
        choices=[*Standing.choices, (MACHINE, gettext_lazy("Made by a machine"))],
        method="filter_standing",
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    content_type = ContentTypeFilter(label=gettext_lazy("Kind"), queryset=_kinds)
    theme = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Theme"), queryset=Theme.objects.all(), method="filter_theme"
    )

    class Meta:
        model = Page
        fields = ["locale", "standing", "content_type", "theme"]

    def filter_standing(self, pages: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        return pages.filter(by_machine=True) if value == MACHINE else pages.filter(standing=value)

    def filter_theme(self, pages: QuerySet[Page], name: str, theme: Theme) -> QuerySet[Page]:
        filed = Q(pk__in=[])
        for model in get_page_models():
            if any(field.name == "themes" for field in model._meta.many_to_many):
                filed |= Q(pk__in=model.objects.filter(themes=theme).values("pk"))
        return pages.filter(filed)


def _progress(page: Page) -> str:
    if page.alias_of_id or not page.segments:
        return ""
    return _("%(translated)d of %(segments)d") % {"translated": page.translated, "segments": page.segments}


def _machine(page: Page) -> str:
    if page.machine:
        return ngettext("%(count)d text", "%(count)d texts", page.machine) % {"count": page.machine}
    return _("the whole page") if page.by_machine else ""


class TranslationsReportView(ReportView):
    page_title = gettext_lazy("Translations")
    header_icon = "wagtail-localize-language"
    index_url_name = "translations_report"
    index_results_url_name = "translations_report_results"
    filterset_class = TranslationsFilterSet
    permission_policy = PagePermissionPolicy()
    any_permission_required = list(MAY_SEE)
    verbose_name_plural = gettext_lazy("translations")
    export_filename = "translations"
    list_export = [
        "source_title",
        "locale.language_code",
        "content_type",
        "standing",
        "translated",
        "segments",
        "machine",
        "by_machine",
        "source_published_at",
        "last_published_at",
    ]
    export_headings = {
        "source_title": gettext_lazy("Page"),
        "locale.language_code": gettext_lazy("Language"),
        "content_type": gettext_lazy("Kind"),
        "standing": gettext_lazy("Status"),
        "translated": gettext_lazy("Texts translated"),
        "segments": gettext_lazy("Texts in all"),
        "machine": gettext_lazy("Texts made by a machine"),
        "by_machine": gettext_lazy("Made by a machine"),
        "source_published_at": gettext_lazy("Source published"),
        "last_published_at": gettext_lazy("Translation published"),
    }
    custom_field_preprocess = {
        "standing": dict.fromkeys(ReportView.FORMATS, lambda value: str(Standing(value).label)),
        "content_type": dict.fromkeys(ReportView.FORMATS, get_content_type_label),
        "by_machine": dict.fromkeys(ReportView.FORMATS, lambda value: str(_("yes") if value else _("no"))),
    }
    columns = [
        TitleColumn(
            "source_title",
            label=gettext_lazy("Page"),
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        ),
        Column("locale", label=gettext_lazy("Language"), accessor=lambda page: page.locale.get_display_name()),
        Column(
            "kind",
            label=gettext_lazy("Kind"),
            accessor=lambda page: get_content_type_label(page.content_type),
        ),
        Column("standing", label=gettext_lazy("Status"), accessor=lambda page: Standing(page.standing).label),
        Column("translated", label=gettext_lazy("Texts translated"), accessor=_progress),
        Column("machine", label=gettext_lazy("Made by a machine"), accessor=_machine),
        DateColumn("source_published_at", label=gettext_lazy("Source published")),
        DateColumn("last_published_at", label=gettext_lazy("Translation published")),
    ]

    def get_queryset(self) -> QuerySet[Page]:
        pages = with_standing(translations()).select_related("locale", "content_type")
        return pages.order_by("source_title", "locale__language_code", "pk")
