from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Term


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "openquote"
    add_to_admin_menu = True
    menu_order = 320
    list_display = ["key", "topic"]
    list_filter = ["topic"]
    search_fields = ["key", "names__text"]


register_snippet(TermViewSet)
