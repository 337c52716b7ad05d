from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Hub


class HubViewSet(SnippetViewSet):
    model = Hub
    icon = "group"
    list_display = ["__str__", "joining", "visibility"]
    list_filter = ["joining", "visibility"]
    panels = [FieldPanel(name) for name in ("theme", "joining", "visibility")]
    add_to_admin_menu = True
    menu_order = 320


register_snippet(HubViewSet)
