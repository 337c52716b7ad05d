from .call import Call
from .post import Post, PostRevision
from .reading import Follow, Reaction, ReadMarker
from .thread import Thread

__all__ = ["Call", "Follow", "Post", "PostRevision", "Reaction", "ReadMarker", "Thread"]
