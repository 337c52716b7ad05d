from django.urls import URLPattern
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from . import removing, reviewing  # noqa: F401  (they register hooks)
from .models import Withdrawal
from .redirects import urls


class WithdrawalCreateView(CreateView):
    def get_initial_form_instance(self) -> Withdrawal:
        """With the address of what was just taken down, if the editor comes from there."""
        return Withdrawal(path=self.request.GET.get("path", ""))


class WithdrawalViewSet(SnippetViewSet):
    model = Withdrawal
    icon = "cross"
    add_to_settings_menu = True
    list_display = ["path", "withdrawn_on"]
    search_fields = ["path"]
    add_view_class = WithdrawalCreateView


register_snippet(WithdrawalViewSet)


@hooks.register("register_admin_urls")
def register_redirect_urls() -> list[URLPattern]:
    return urls.urlpatterns
