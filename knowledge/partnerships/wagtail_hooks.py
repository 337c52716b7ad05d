from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Organisation, Partnership, Programme, Source


class PartnershipViewSet(SnippetViewSet):
    model = Partnership
    icon = "group"
    list_display = ["__str__", "reference", "kind", "start", UpdatedAtColumn()]
    list_filter = ["kind", "direction", "region", "programme", "themes"]
    ordering = ["reference"]


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "site"
    list_display = ["__str__", "acronym", "kind", "country", UpdatedAtColumn()]
    list_filter = ["kind", "region"]
    ordering = ["reference"]


class ProgrammeViewSet(SnippetViewSet):
    model = Programme
    icon = "folder-open-inverse"
    list_display = ["__str__", "start", "end", UpdatedAtColumn()]


class SourceViewSet(SnippetViewSet):
    model = Source
    icon = "link"
    list_display = ["title", "language", "url"]
    search_fields = ["title", "url"]


class RegistryViewSetGroup(SnippetViewSetGroup):
    items = (PartnershipViewSet, OrganisationViewSet, ProgrammeViewSet, SourceViewSet)
    menu_label = _("Registry")
    menu_icon = "group"
    menu_order = 300


register_snippet(RegistryViewSetGroup)
