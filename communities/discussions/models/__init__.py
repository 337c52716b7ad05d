from .file import PostFile
from .post import Post, PostRevision
from .reading import Follow, Reaction, ReadMarker
from .thread import Thread

__all__ = ["Follow", "Post", "PostFile", "PostRevision", "Reaction", "ReadMarker", "Thread"]
