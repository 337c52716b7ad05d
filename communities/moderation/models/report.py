from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.discussions.models import Post
from communities.hubs.models import Hub
from communities.people.models import Message

from ..querysets import ReportQuerySet
from ..verdicts import Verdict

LONGEST = 2_000  # characters of what a reporter or a moderator says


class Report(models.Model):
    """One reader says what is wrong with a post, a profile or a message; `about` is the thing, as in notifications."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("Advertising or spam")
        RUDE = "rude", _("It insults or harasses somebody")
        HARMFUL = "harmful", _("It is wrong in a way that can do harm")
        PRIVATE = "private", _("It tells something private of somebody")
        OFF_TOPIC = "off-topic", _("It does not belong here")
        OTHER = "other", _("Something else")

    about = models.CharField(max_length=80)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="reports", verbose_name=_("post"))
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+", verbose_name=_("message"))
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("reported by")
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    words = models.TextField(_("in the reporter's words"), max_length=LONGEST, blank=True)
    created_at = models.DateTimeField(_("reported"), auto_now_add=True)
    verdict = models.CharField(_("state"), max_length=14, choices=Verdict, default=Verdict.OPEN)
    answer = models.TextField(_("words to the author"), max_length=LONGEST, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = (models.UniqueConstraint("reporter", "about", name="moderation_reported_once"),)
        indexes = (
            models.Index("post", name="moderation_reports_open", condition=models.Q(verdict="open")),
            models.Index("about", name="moderation_reports_about"),
        )

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.about})"

    @property
    def is_open(self) -> bool:
        return self.verdict == Verdict.OPEN

    @property
    def hub(self) -> Hub | None:
        """Of a post, wherever its thread was moved to."""
        return self.post.thread.hub if self.post else None

    @property
    def author_name(self) -> str:
        return self.person.public_name if self.person else gettext("A former member")

    @property
    def verdicts(self) -> list[Verdict]:
        """What can be decided with one press: no post, nothing to hide; the author gone, nobody to warn."""
        at_hand = [
            verdict
            for verdict in (Verdict.HIDDEN, Verdict.WARNED, Verdict.HIDDEN_AND_WARNED)
            if not (verdict.hides and self.post is None) and not (verdict.warns and self.person is None)
        ]
        return [Verdict.DISMISSED, *at_hand]

    @property
    def warns(self) -> bool:
        return Verdict(self.verdict).warns

    @property
    def hides(self) -> bool:
        return Verdict(self.verdict).hides
