"""Words that go for good: of posts that were taken back, of who wants them gone, and the name of who is gone."""

import re
from html import escape, unescape

from django.db import transaction
from django.db.models import Q

from communities.people.models import User

from .models import Post, PostRevision, Thread
from .news import name_anew
from .querysets import PostQuerySet
from .rendering import MENTION

GONE = "…"


@transaction.atomic
def erase_words(posts: PostQuerySet) -> int:
    """Posts keep their numbers and lose their words, titles of the questions and earlier versions included."""
    keys = list(posts.values_list("pk", flat=True))
    for thread in Thread.objects.filter(posts__in=keys, posts__number=1):
        _rename(thread, GONE)
    PostRevision.objects.filter(post__in=keys).delete()
    return Post.objects.filter(pk__in=keys).update(body="", html="")


@transaction.atomic
def erase_name(user: User) -> None:
    """Others mentioned somebody: what they wrote stays, the name in it goes."""
    for post in Post.objects.filter(mentions=user).select_related("thread"):
        _Name(user, post.html).leave(post)
    name = _Name(user)
    former = Q(body__contains=f"@[{user.get_full_name()}]") | Q(body__contains=f"]({name.public_id})")
    for revision in PostRevision.objects.filter(former):
        revision.body = name.out_of_text(revision.body)
        revision.save(update_fields=["body"])


class _Name:
    """What somebody is called in posts: as now, and as when they were written."""

    def __init__(self, user: User, html: str = "") -> None:
        self.public_id = user.profile.public_id
        self.marked = re.compile(rf'<span data-mention="{self.public_id}">@(.*?)</span>')
        self.names = {user.get_full_name(), *map(unescape, self.marked.findall(html))}

    def leave(self, post: Post) -> None:
        """And all that hangs on the post."""
        for translation in post.translations.all():
            translation.texts = [self.out_of_line(text) for text in translation.texts]
            translation.html = self.out_of_html(translation.html)
            translation.save(update_fields=["texts", "html"])
        Post.objects.filter(pk=post.pk).update(body=self.out_of_text(post.body), html=self.out_of_html(post.html))
        _rename(post.thread, self.out_of_line(post.thread.title))

    def out_of_html(self, html: str) -> str:
        return self.marked.sub(f"@{GONE}", html)

    def out_of_text(self, body: str) -> str:
        return MENTION.sub(lambda found: f"@{GONE}" if self._is_meant(found) else found[0], body)

    def out_of_line(self, text: str) -> str:
        for name in self.names:
            text = text.replace(f"@{name}", f"@{GONE}").replace(f"@{escape(name)}", f"@{GONE}")
        return text

    def _is_meant(self, found: re.Match[str]) -> bool:
        return found[2] == self.public_id if found[2] else " ".join(found[1].split()) in self.names


def _rename(thread: Thread, title: str) -> None:
    """Also in what people were told of it; saved in any case, which is how search hears of new words."""
    thread.title = title
    thread.save(update_fields=["title"])
    name_anew(thread)
