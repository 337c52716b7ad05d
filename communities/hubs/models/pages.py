from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from knowledge.editing.checks import Check, summary_check, text_checks
from knowledge.editing.forms import CheckedPageForm
from knowledge.editing.panels import ChecklistPanel
from knowledge.media.blocks import PageBodyBlock
from knowledge.media.sharing.card import Card
from knowledge.media.sharing.meta import page_tags
from search.audience import page_audience
from search.documents import PUBLIC, SearchDocument
from search.labels import kind_label

from .hub import Hub


class HubIndexPage(Page):
    """All hubs that the reader may know of."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["hubs.HubPage"]
    max_count_per_parent = 1
    page_description = _("Lists the thematic hubs.")
    template = "hubs/hub_index_page.html"

    summary = models.CharField(_("summary"), max_length=300)

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        verbose_name = _("hub index")
        verbose_name_plural = _("hub indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..reading import hubs_of

        return super().get_context(request, *args, **kwargs) | {
            "hubs": hubs_of(request.user),
            "meta_tags": page_tags(self, description=self.summary),
        }

    def share_card(self) -> Card:
        return Card(self.locale.language_code, self.slug, self.title, summary=self.summary)


class HubPageQuerySet(PageQuerySet):
    def for_reading(self) -> Self:
        return self.select_related("locale", "hub__theme")


class HubPage(Page):
    """What a hub says of itself in one language; what happens in it is the same in all."""

    parent_page_types = ["hubs.HubIndexPage"]
    subpage_types: list[str] = []
    page_description = _("The introduction of a thematic hub.")
    template = "hubs/hub_page.html"
    base_form_class = CheckedPageForm
    search_kind = "hub"

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="pages", verbose_name=_("hub"))
    summary = models.CharField(_("summary"), max_length=300)
    welcome = models.TextField(
        _("welcome"),
        max_length=1_000,
        blank=True,
        help_text=_("What who comes here for the first time should know and do."),
    )
    body = StreamField(PageBodyBlock(), verbose_name=_("introduction"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("hub"),
        FieldPanel("summary"),
        FieldPanel("welcome"),
        FieldPanel("body"),
        ChecklistPanel(),
    ]
    search_fields = [*Page.search_fields, index.SearchField("welcome"), index.SearchField("body")]
    override_translatable_fields = [SynchronizedField(name, overridable=False) for name in ("slug", "hub")]

    objects = PageManager.from_queryset(HubPageQuerySet)()

    class Meta:
        verbose_name = _("hub page")
        verbose_name_plural = _("hub pages")

    @property
    def audience(self) -> str:
        """Who may know of it, whatever restrictions an editor adds."""
        return self.hub.circle if self.hub.is_hidden else PUBLIC

    def clean(self) -> None:
        super().clean()
        others = HubPage.objects.filter(hub=self.hub_id, locale=self.locale_id).exclude(pk=self.pk)
        if self.hub_id and self.locale_id and others.exists():
            raise ValidationError({"hub": _("This hub has its page already.")})

    def checks_before_publishing(self) -> list[Check]:
        return [summary_check(self), *text_checks(self)]

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """As Wagtail finds them: of the page and all above it, of aliases their sources'; in one query, not two."""
        above = Page.objects.ancestor_of(self, inclusive=True)
        return PageViewRestriction.objects.filter(
            models.Q(page__in=above.filter(alias_of=None)) | models.Q(page__in=above.values("alias_of"))
        )

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The hub's home; a hidden hub is not there for those who may not know of it."""
        if self.hub.is_hidden and not Hub.objects.visible_to(request.user).filter(pk=self.hub_id).exists():
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..reading import hub_home

        tags = page_tags(self, description=self.search_description or self.summary)
        return super().get_context(request, *args, **kwargs) | hub_home(self.hub, request.user) | {"meta_tags": tags}

    def share_card(self) -> Card:
        return Card(
            self.locale.language_code,
            self.slug,
            self.title,
            kind=kind_label(self.search_kind),
            summary=self.summary,
            seed=self.hub.theme.reference,
            theme=self.hub.key,
        )

    def search_document(self, language: str) -> SearchDocument | None:
        """Nothing for a draft, nor for an alias: an untranslated page is found under its source's language."""
        if not self.live or self.alias_of_id:
            return None
        theme = self.hub.theme
        return SearchDocument(
            reference=theme.reference,
            kind=self.search_kind,
            language=language,
            url=self.relative_url(None) or self.url_path,
            title=self.title,
            summary=self.summary,
            names=[gettext("Community of practice")],
            body="\n".join([self.welcome, *self.body.stream_block.get_searchable_content(self.body)]),
            subjects=[theme.label.in_language(language)],
            themes=[theme.key],
            changed_at=self.last_published_at,
            audience=page_audience(self),
            depends_on=(self.hub, theme),
        )
