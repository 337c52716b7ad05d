"""What an item of the library must have before it is handed in or published."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from knowledge.editing.checks import Check, summary_check, text_checks


def item_checks(item: Any) -> list[Check]:
    is_described = item.image is None or bool(item.image_description)
    return [
        summary_check(item),
        Check(_("A theme"), bool(item.theme_keys), "themes", _("Choose at least one theme: readers find it by them.")),
        Check(_("A source"), item.is_sourced, "sources", _("Name at least one source for what it says.")),
        Check(_("A description of the image"), is_described, "image_alt", _("Say what the image shows.")),
        *text_checks(item),
    ]
