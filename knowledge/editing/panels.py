from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel


class ChoicesPanel(FieldPanel):
    """Several of many, each with a box to tick: in a list of lines, one click too few loses all the others."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        kwargs = {"widget": forms.CheckboxSelectMultiple, "classname": "editing-choices"} | kwargs
        super().__init__(field_name, **kwargs)


class ChecklistPanel(Panel):
    """The checks before publishing, each with what the last saved version says to it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"heading": _("Before publishing"), "icon": "list-ul"} | kwargs))

    class BoundPanel(Panel.BoundPanel):
        template_name = "editing/checklist.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            checks = self.instance.checks_before_publishing()
            return super().get_context_data(parent_context) | {"checks": checks}
