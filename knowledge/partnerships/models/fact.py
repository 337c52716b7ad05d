from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from knowledge.media.sharing.card import Card
from knowledge.media.sharing.meta import MetaTags, share_tags
from knowledge.taxonomy.fields import LocalizedField
from knowledge.taxonomy.models import Theme

from ..querysets import FactQuerySet
from .source import Source

validate_reference = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use small Latin letters, digits and single hyphens: wop-bws-ccwd.")
)


def fact_card(fact: "Fact", kind: str, *facts: str, theme: Theme | None = None) -> Card:
    """The card of a fact: its name under its kind, with what else is known of it in one line."""
    return Card(
        language=get_language() or settings.LANGUAGE_CODE,
        slug=fact.reference,
        title=str(fact),
        kind=kind,
        theme=theme.key if theme else "",
        theme_label=str(theme or ""),
        line=" · ".join(filter(None, facts)),
        summary=str(fact.summary),
        seed=fact.reference,
    )


class Fact(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """One row for one thing of the world, the same in every language, with a short text in each.

    Edited as a Wagtail snippet with drafts, revisions and workflow; shown on a public page under its reference.
    """

    reference = models.CharField(
        _("reference"),
        max_length=80,
        unique=True,
        validators=[validate_reference],
        help_text=_("The stable name in addresses and exports: never changes."),
    )
    summary = LocalizedField(_("short text"), max_length=700, multiline=True)
    sources = models.ManyToManyField(Source, blank=True, verbose_name=_("sources"), related_name="+")
    revisions = GenericRelation(
        "wagtailcore.Revision", content_type_field="base_content_type", object_id_field="object_id"
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState", content_type_field="base_content_type", object_id_field="object_id"
    )

    objects = FactQuerySet.as_manager()

    search_fields = [index.SearchField("reference"), index.AutocompleteField("reference"), index.FilterField("live")]
    fact_panels = [FieldPanel("reference"), FieldPanel("summary")]

    class Meta:
        abstract = True

    def is_visible_to(self, user: object) -> bool:
        """What the queryset's `visible_to` says, of one that is there already."""
        return self.live

    def share_card(self) -> Card:
        """What its share image says, in the active language."""
        raise NotImplementedError

    def share_tags(self) -> MetaTags:
        url = settings.BASE_URL + self.get_absolute_url()
        return share_tags(self.share_card(), url=url, description=str(self.summary))

    def get_template_context(self) -> dict[str, object]:
        """What the page's template needs besides the request; the editor's preview shows the same."""
        raise NotImplementedError

    def get_preview_context(self, request: object, mode_name: str) -> dict[str, object]:
        return super().get_preview_context(request, mode_name) | self.get_template_context()
