from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities.hubs.models import Hub
from search.documents import PUBLIC, SearchDocument

from ..querysets import ThreadQuerySet
from ..rendering import plain

TITLE_LENGTH = 120
NOT_SHOWN = _("A question that is not shown")
SEARCHED = 200_000  # characters: a thread that is longer than a book is found by its beginning


class Thread(models.Model):
    """A question with its answers, in one hub, written in whatever language its members write."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="threads", verbose_name=_("hub"))
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="threads", verbose_name=_("author")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    last_post_at = models.DateTimeField(_("last post"))
    post_count = models.PositiveIntegerField(_("posts"), default=0)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    is_closed = models.BooleanField(_("closed"), default=False)
    is_question_hidden = models.BooleanField(_("question hidden"), default=False)
    rescued_at = models.DateTimeField(_("brought to others"), null=True, help_text=_("After nobody had answered it."))
    accepted = models.ForeignKey(
        "discussions.Post", models.SET_NULL, null=True, related_name="+", verbose_name=_("accepted answer")
    )

    # What `for_reading` and `for_listing` bring of who reads: nothing for visitors.
    read_up_to: int | None = None
    is_followed = False
    mails = ""

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ("-is_pinned", "-last_post_at", "-id")
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        indexes = (models.Index(fields=("hub", "-is_pinned", "-last_post_at", "-id"), name="discussions_listing"),)

    def __str__(self) -> str:
        return str(NOT_SHOWN) if self.is_question_hidden else self.title

    def get_absolute_url(self) -> str:
        return reverse("thread", args=(self.hub.key, self.pk))

    def search_document(self, language: str) -> SearchDocument | None:
        """Under the language of its question alone, while that is there to be read."""
        if language != self.language or self.is_question_hidden:
            return None
        theme = self.hub.theme
        return SearchDocument(
            reference=f"thread-{self.pk}",
            kind="thread",
            language=language,
            url=self.get_absolute_url(),
            title=self.title,
            body=self._words(),
            year_from=self.created_at.year,
            subjects=[theme.label.in_language(language)],
            themes=[theme.key],
            changed_at=self.last_post_at,
            audience=PUBLIC if self.hub.is_public else self.hub.circle,
            depends_on=(self.hub, theme),
        )

    def _words(self) -> str:
        words: list[str] = []
        length = 0
        for html in self.posts.shown().values_list("html", flat=True).iterator(chunk_size=50):
            words.append(plain(html))
            length += len(words[-1])
            if length > SEARCHED:
                break
        return "\n".join(words)[:SEARCHED]
