from django.urls import URLPattern
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Withdrawal
from .redirects import urls


class WithdrawalViewSet(SnippetViewSet):
    model = Withdrawal
    icon = "cross"
    add_to_settings_menu = True
    list_display = ["path", "withdrawn_on"]
    search_fields = ["path"]


register_snippet(WithdrawalViewSet)


@hooks.register("register_admin_urls")
def register_redirect_urls() -> list[URLPattern]:
    return urls.urlpatterns
