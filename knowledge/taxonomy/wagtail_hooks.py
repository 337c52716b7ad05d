from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Goal, Tag, Target, Theme


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    list_display = ["__str__", "key", "order"]
    panels = [FieldPanel(name) for name in ("label", "description", "key", "reference", "is_proposed", "order")]


class TagViewSet(SnippetViewSet):
    model = Tag
    icon = "tag"
    list_display = ["__str__", "slug"]
    search_fields = ["name"]
    panels = [FieldPanel("label"), FieldPanel("name"), FieldPanel("slug")]


class GoalViewSet(SnippetViewSet):
    model = Goal
    icon = "globe"
    list_display = ["__str__", "number"]
    panels = [FieldPanel("number"), FieldPanel("name"), FieldPanel("url")]


class TargetViewSet(SnippetViewSet):
    model = Target
    icon = "globe"
    list_display = ["__str__", "code"]
    list_filter = ["goal"]
    panels = [FieldPanel("goal"), FieldPanel("code"), FieldPanel("name"), FieldPanel("order")]


class TaxonomyViewSetGroup(SnippetViewSetGroup):
    items = (ThemeViewSet, TagViewSet, GoalViewSet, TargetViewSet)
    menu_label = _("Taxonomy")
    menu_icon = "tag"
    menu_order = 310


register_snippet(TaxonomyViewSetGroup)
