"""Posts as mails tell them: their words, and the address to answer at, for those who may read and write there now."""

from collections.abc import Sequence
from itertools import product

from django.conf import settings
from django.utils.text import Truncator

from communities.discussions.models import Post
from communities.hubs.models import Membership
from communities.hubs.querysets import moderators
from communities.notifications.addresses import Purpose, address_for
from communities.notifications.conversations import Said
from communities.notifications.models import Notification

ABOUT = "post:"
LONGEST = 5_000  # characters of a post in a mail; the page has the rest


def conversations_of(news: Sequence[Notification]) -> dict[int, Said]:
    """Three queries, however many news."""
    keys = {each.pk: int(each.about.removeprefix(ABOUT)) for each in news if each.about.startswith(ABOUT)}
    posts = Post.objects.shown().select_related("thread__hub__theme").in_bulk(list(keys.values()))
    told = [(each, posts[keys[each.pk]]) for each in news if keys.get(each.pk) in posts]
    writers = _writers({each.user_id for each, _post in told}, {post.thread.hub_id for _each, post in told})
    return {
        each.pk: _said(each, post, may_write=(each.user_id, post.thread.hub_id) in writers)
        for each, post in told
        if post.thread.hub.is_public or (each.user_id, post.thread.hub_id) in writers
    }


def _writers(users: set[int], hubs: set[int]) -> set[tuple[int, int]]:
    """Who writes in which of the hubs, and so reads there too: its members, and moderators."""
    members = Membership.objects.inside().filter(hub__in=hubs, user__in=users).values_list("user", "hub")
    staff = moderators().filter(pk__in=users).values_list("pk", flat=True)
    return {*members, *product(staff, hubs)}


def _said(news: Notification, post: Post, *, may_write: bool) -> Said:
    thread = post.thread
    takes_answers = may_write and not thread.is_closed
    return Said(
        conversation=f"thread-{thread.pk}",
        key=f"thread-{thread.pk}" if post.is_question else f"post-{post.pk}",
        title=str(thread),
        list_key=thread.hub.key,
        text=Truncator(post.body).chars(LONGEST),
        html=Truncator(_for_mail(post.html)).chars(LONGEST, html=True),
        reply_to=address_for(Purpose.REPLY, news.user, thread.pk) if takes_answers else "",
    )


def _for_mail(html: str) -> str:
    """Addresses are whole; links have the colour of the text, whatever a dark mail programme makes of both."""
    whole = html.replace('href="/', f'href="{settings.BASE_URL}/')
    return whole.replace("<a ", '<a style="color: inherit" ')
