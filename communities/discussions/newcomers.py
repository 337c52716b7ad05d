"""What holds for who has just come: so many posts an hour, and links to other sites wait for a facilitator's nod."""

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


def see_to_pace(author: User, hub: Hub) -> None:
    """Nobody who is trusted waits.

    Raises:
        TooMany: a newcomer has written enough for this hour.
    """
    lately = Post.objects.filter(author=author, created_at__gt=timezone.now() - HOUR)
    if lately.count() >= settings.NEWCOMER_POSTS_PER_HOUR and is_newcomer(author, hub):
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
