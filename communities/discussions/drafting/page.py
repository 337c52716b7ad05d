"""The draft itself: a case study whose challenge is the question, and whose approach are the answers."""

from collections.abc import Sequence

import nh3
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from communities.people.models import User
from knowledge.library.models import CaseStudyPage, LibraryPage
from knowledge.partnerships.models import Source

from ..models import Post, Product, Thread

RICH = {"a", "br", "em", "li", "ol", "p", "strong", "ul"}  # what the editor keeps of a post


def draft_page(product: Product, posts: Sequence[Post], by: User) -> Page:
    """In the library of the thread's language. The answer that was accepted is the lesson; editors do the rest."""
    thread = product.thread
    library = LibraryPage.objects.get(locale__language_code=thread.language)
    others = [post for post in posts if not post.is_question and post.pk != thread.accepted_id]
    with override(thread.language):
        summary = _("From a discussion among practitioners.")
    page = CaseStudyPage(
        title=product.title,
        summary=summary,
        challenge=_words([post for post in posts if post.is_question]),
        approach=_words(others),
        lessons=_words([post for post in posts if post.pk == thread.accepted_id]),
        year=thread.created_at.year,
        locale=library.locale,
        owner=by,
        live=False,
    )
    page.themes = [thread.hub.theme]
    page.sources = _sources(thread)
    library.add_child(instance=page)
    page.save_revision(user=by, log_action=True, clean=False)  # what is missing, editors write
    return Page.objects.get(pk=page.pk)


def _words(posts: Sequence[Post]) -> str:
    return "\n".join(nh3.clean(post.html, tags=RICH, attributes={"a": {"href"}}, link_rel=None) for post in posts)


def _sources(thread: Thread) -> list[Source]:
    """The thread, unless it is in a closed circle: a source is named to everybody."""
    if not thread.hub.is_public:
        return []
    source, _created = Source.objects.get_or_create(
        key=f"thread-{thread.pk}",
        defaults={
            "title": thread.title,
            "language": thread.language,
            "url": settings.BASE_URL + thread.get_absolute_url(),
        },
    )
    return [source]
