"""StreamField blocks that more than one page type uses."""

from .body import PageBodyBlock
from .dates import PartialDateBlock
from .files import DocumentsBlock, FileBlock, LinkBlock, PictureBlock, VideoLinkBlock
from .text import PROSE_FEATURES, TestimonialBlock

__all__ = [
    "PROSE_FEATURES",
    "DocumentsBlock",
    "FileBlock",
    "LinkBlock",
    "PageBodyBlock",
    "PartialDateBlock",
    "PictureBlock",
    "TestimonialBlock",
    "VideoLinkBlock",
]
