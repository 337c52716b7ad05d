from .file import PostFile
from .post import Post, PostRevision
from .reading import Follow, Reaction, ReadMarker
from .thread import Thread
from .translation import PostTranslation

__all__ = ["Follow", "Post", "PostFile", "PostRevision", "PostTranslation", "Reaction", "ReadMarker", "Thread"]
