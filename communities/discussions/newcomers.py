"""What holds for who has just come: links to other sites wait for a nod, and fewer posts an hour than others write."""

import re
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from communities.hubs.models import Hub
from communities.hubs.querysets import may_moderate
from communities.people.models import User

from .models import Post

HOUR = timedelta(hours=1)
LINK = re.compile(r'href="([^"]+)"')  # as rendering writes it, whatever was typed


class TooMany(Exception):
    """Enough for one hour."""


def is_newcomer(author: User, hub: Hub) -> bool:
    """For some days, and until some posts stand; those who facilitate the hub or moderate are trusted at once."""
    if may_moderate(author) or hub.memberships.facilitators().filter(user=author).exists():
        return False
    is_young = author.date_joined > timezone.now() - timedelta(days=settings.NEWCOMER_DAYS)
    standing = Post.objects.shown().filter(author=author)[: settings.NEWCOMER_POSTS]
    return is_young or standing.count() < settings.NEWCOMER_POSTS


def wait_for_ones_turn(author: User) -> None:
    """In the transaction that writes: of two posts of one person at the same moment, the second counts the first.

    Others may mention the author meanwhile (`no_key`): two who mention each other do not wait for ever.
    """
    User.objects.select_for_update(no_key=True).get(pk=author.pk)


def see_to_pace(author: User, hub: Hub) -> None:
    """Raises:
    TooMany: somebody has written enough for this hour.
    """
    count = Post.objects.filter(author=author, created_at__gt=timezone.now() - HOUR).count()
    too_many_for_new = count >= settings.NEWCOMER_POSTS_PER_HOUR and is_newcomer(author, hub)
    if count >= settings.POSTS_PER_HOUR or too_many_for_new:
        raise TooMany


def has_to_wait(author: User, hub: Hub, html: str, before: str = "") -> bool:
    """Whether a newcomer leads away from this site, by links that were not there `before`."""
    return bool(links_out(html) - links_out(before)) and is_newcomer(author, hub)


def links_out(html: str) -> set[str]:
    """All addresses but those of this site: other sites, and mail."""
    return {link for link in LINK.findall(html) if not _is_own(link)}


def _is_own(link: str) -> bool:
    """Rendering leaves none that begins with two slashes."""
    return link.startswith(("/", "?", "#")) or f"{link}/".lower().startswith(f"{settings.BASE_URL}/".lower())
