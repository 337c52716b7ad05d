"""Whether one member may write to another: decided here, for the page, the form and the service."""

from dataclasses import dataclass

from ..models import Block, Person, Profile


@dataclass(frozen=True)
class Contact:
    """How a viewer stands to a person; `block` is the viewer's own. A visitor is told that members may write."""

    may_write: bool = False
    may_sign_in_to_write: bool = False
    may_block: bool = False
    block: Block | None = None


def contact_of(viewer: Person, profile: Profile) -> Contact:
    """One query for a member who looks at somebody else, none for others."""
    if not viewer.is_authenticated:
        return Contact(may_sign_in_to_write=profile.takes_messages and profile.user.is_active)
    if viewer.pk == profile.user_id:
        return Contact()
    blocks = {block.user_id: block for block in Block.objects.between(viewer, profile.user)}
    theirs = blocks.get(profile.user_id)
    is_blocked = theirs is not None and theirs.kind == Block.Kind.BLOCKED
    may_write = viewer.is_active and profile.user.is_active and profile.takes_messages and not is_blocked
    return Contact(may_write, may_block=True, block=blocks.get(viewer.pk))
