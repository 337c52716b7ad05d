"""Threads are merged and split while others write in them: who locks one finds it where it is by then."""

from .models import Post, Thread


def locked_with(post: Post) -> Thread:
    """The thread in which a post, read anew, stands by now: it may have been split off or merged meanwhile."""
    while True:
        try:
            thread = Thread.objects.locked(post.thread_id)
        except Thread.DoesNotExist:
            thread = None
        post.refresh_from_db()
        if thread is not None and post.thread_id == thread.pk:
            post.thread = thread
            return thread
