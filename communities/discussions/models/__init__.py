from .call import Call
from .former import FormerPlace
from .post import Post, PostRevision
from .reading import Follow, Reaction, ReadMarker
from .thread import Thread

__all__ = ["Call", "Follow", "FormerPlace", "Post", "PostRevision", "Reaction", "ReadMarker", "Thread"]
