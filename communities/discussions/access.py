"""What a person may do in a thread: decided here, from what he or she is to its hub."""

from dataclasses import dataclass
from functools import cached_property

from communities.hubs.access import Standing
from communities.hubs.querysets import may_moderate
from communities.people.models import Person

from .models import Post, Thread


@dataclass(frozen=True)
class Rights:
    standing: Standing
    thread: Thread
    user: Person

    @cached_property
    def address(self) -> str:
        """The thread's, asked for once for all its posts."""
        return self.thread.get_absolute_url()

    @property
    def can_reply(self) -> bool:
        return self.standing.can_write and not self.thread.is_closed

    @property
    def can_facilitate(self) -> bool:
        return self.standing.can_facilitate

    @property
    def can_accept(self) -> bool:
        """Whose question it is knows best what answered it."""
        is_own = self.user.is_authenticated and self.thread.author_id == self.user.pk
        return self.can_facilitate or (is_own and self.standing.can_write)

    @property
    def title(self) -> str:
        """Of a question that waits, who asked it sees the title."""
        is_own = self.user.is_authenticated and self.thread.author_id == self.user.pk
        return self.thread.title if is_own else str(self.thread)

    def is_author_of(self, post: Post) -> bool:
        return self.user.is_authenticated and post.author_id == self.user.pk

    def can_edit(self, post: Post) -> bool:
        return self.is_author_of(post) and self.standing.can_write and (not post.is_hidden or post.is_waiting)

    def can_remove(self, post: Post) -> bool:
        """One's own words one may always take back, a member or not."""
        return self.is_author_of(post) and post.hidden_by != Post.HiddenBy.AUTHOR

    def can_read(self, post: Post) -> bool:
        """What was hidden, facilitators read, what waits its author too; what its author took back, nobody."""
        if not post.is_hidden or (post.is_waiting and self.is_author_of(post)):
            return True
        return self.can_facilitate and post.hidden_by != Post.HiddenBy.AUTHOR

    def can_thank(self, post: Post) -> bool:
        return self.standing.can_write and not post.is_hidden and not self.is_author_of(post)

    def can_report(self, post: Post) -> bool:
        """Every reader who is signed in, a member or not."""
        return self.user.is_authenticated and not post.is_hidden and not self.is_author_of(post)


def rights_in(thread: Thread, user: Person) -> Rights:
    """Of a thread that came by `for_reading(user)`; no query, but for staff."""
    membership = getattr(thread, "mine", None)  # of who has no row, Django sets nothing
    return Rights(Standing(thread.hub, membership, user.is_authenticated, may_moderate(user)), thread, user)
