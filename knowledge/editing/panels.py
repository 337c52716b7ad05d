from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class ChecklistPanel(Panel):
    """The checks before publishing, each with what the last saved version says to it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"heading": _("Before publishing"), "icon": "list-ul"} | kwargs))

    class BoundPanel(Panel.BoundPanel):
        template_name = "editing/checklist.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            checks = self.instance.checks_before_publishing()
            return super().get_context_data(parent_context) | {"checks": checks}
