from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .figures import FiguresBlock, LadderBlock
from .files import DocumentsBlock, PictureBlock, VideoLinkBlock
from .onward import CallToActionBlock, RelatedPagesBlock
from .text import AccordionBlock, PointsBlock, ProseBlock, StepsBlock, TestimonialBlock, TimelineBlock


class PageBodyBlock(blocks.StreamBlock):
    """The family of blocks that a standard page is made of."""

    text = ProseBlock(group=_("Words"))
    steps = StepsBlock(group=_("Words"))
    points = PointsBlock(group=_("Words"))
    accordion = AccordionBlock(group=_("Words"))
    timeline = TimelineBlock(group=_("Words"))
    quote = TestimonialBlock(group=_("Words"))
    figures = FiguresBlock(group=_("Numbers"))
    ladder = LadderBlock(group=_("Numbers"))
    image = PictureBlock(group=_("Files"))
    documents = DocumentsBlock(group=_("Files"))
    video = VideoLinkBlock(group=_("Files"))
    call = CallToActionBlock(group=_("Onward"))
    related = RelatedPagesBlock(group=_("Onward"))
