from .call import Call
from .former import FormerPlace
from .post import Post, PostRevision
from .product import AGREED, Contribution, Product
from .reading import Follow, Reaction, ReadMarker
from .thread import Thread

__all__ = [
    "AGREED",
    "Call",
    "Contribution",
    "Follow",
    "FormerPlace",
    "Post",
    "PostRevision",
    "Product",
    "Reaction",
    "ReadMarker",
    "Thread",
]
