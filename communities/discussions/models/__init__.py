from .call import Call
from .draft import Draft
from .file import PostFile
from .former import FormerPlace
from .post import Post, PostRevision
from .product import AGREED, Contribution, Product
from .reading import Follow, Reaction, ReadMarker
from .thread import Thread
from .translation import PostTranslation, TranslationRequest

__all__ = [
    "AGREED",
    "Call",
    "Contribution",
    "Draft",
    "Follow",
    "FormerPlace",
    "Post",
    "PostFile",
    "PostRevision",
    "PostTranslation",
    "Product",
    "Reaction",
    "ReadMarker",
    "Thread",
    "TranslationRequest",
]
