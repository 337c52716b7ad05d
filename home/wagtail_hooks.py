from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Withdrawal


class WithdrawalViewSet(SnippetViewSet):
    model = Withdrawal
    icon = "cross"
    add_to_settings_menu = True
    list_display = ["path", "withdrawn_on"]
    search_fields = ["path"]


register_snippet(WithdrawalViewSet)
