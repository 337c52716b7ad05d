import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from .models import Link, LinkQuerySet


class BrokenLinkFilterSet(WagtailFilterSet):
    """What is gone apart from what may pass, and what editors have put aside."""

    show = django_filters.ChoiceFilter(
        label=_("Show"),
        method="choose",
        choices=[("lasting", _("Gone")), ("passing", _("May pass by itself")), ("ignored", _("Ignored"))],
    )

    class Meta:
        model = Link
        fields: list[str] = []

    def choose(self, links: LinkQuerySet, name: str, value: str) -> LinkQuerySet:
        chosen = {
            "lasting": Q(pk__in=Link.objects.lasting()),
            "passing": ~Q(pk__in=Link.objects.lasting()),
            "ignored": Q(),
        }[value]
        return links.filter(chosen)

    def filter_queryset(self, queryset: LinkQuerySet) -> LinkQuerySet:
        is_ignored = self.form.cleaned_data.get("show") == "ignored"
        watched = queryset.exclude(ignored_because="") if is_ignored else queryset.watched()
        return super().filter_queryset(watched)
