"""Lists of short statements that belong to one fact, each in every language."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from knowledge.dates import display
from knowledge.media.blocks import PartialDateBlock


class LocalizedValue(blocks.StructValue):
    def __str__(self) -> str:
        return self.get(get_language() or "") or self.get(settings.LANGUAGE_CODE, "")


class LocalizedBlock(blocks.StructBlock):
    """A short text in every language of the site."""

    def __init__(self, local_blocks: Any = (), **kwargs: Any) -> None:
        texts = [(code, blocks.CharBlock(label=name, max_length=400)) for code, name in settings.LANGUAGES]
        super().__init__([*texts, *local_blocks], **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Statement")
        value_class = LocalizedValue


class MilestoneValue(LocalizedValue):
    @property
    def when(self) -> str:
        return display(self["date"])


class MilestoneBlock(LocalizedBlock):
    """Something that happened, and when."""

    date = PartialDateBlock(label=_("Date"), help_text=_("2009, 2009-05 or 2009-05-17"))

    class Meta:
        icon = "date"
        label = _("Milestone")
        value_class = MilestoneValue


class PledgeBlock(LocalizedBlock):
    """Something promised or to be delivered, with a number and a year where they are known."""

    value = blocks.DecimalBlock(label=_("Number"), required=False)
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=30)
    year = blocks.IntegerBlock(label=_("Year"), required=False, min_value=1900, max_value=2100)

    class Meta:
        icon = "tick"
        label = _("Pledge")
        value_class = LocalizedValue
