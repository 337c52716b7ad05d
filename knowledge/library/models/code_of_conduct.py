from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from knowledge.media.blocks import PROSE_FEATURES
from knowledge.media.contents import Heading
from knowledge.partnerships.models import Partnership

from ..blocks import FollowerBlock, PrincipleBlock
from .item import LibraryItemPage, plain


class CodeOfConductPage(LibraryItemPage):
    """The rules of Water Operators' Partnerships, numbered, with the standing of each translation."""

    page_description = _("The numbered principles of the WOP Code of Conduct.")
    template = "library/code_of_conduct_page.html"
    search_kind = "code-of-conduct"
    headings = {"oversight": _("Who watches over it"), "followers": _("Who follows it")}
    max_count_per_parent = 1

    class Translation(models.TextChoices):
        OFFICIAL = "official", _("Official text")
        OURS = "ours", _("Our own wording, not the official text")
        MACHINE = "machine", _("Machine translation, not the official text")

    version = models.CharField(_("version"), max_length=40, blank=True)
    official_url = models.URLField(_("official text"), blank=True, max_length=500)
    translation_status = models.CharField(
        _("standing of this text"), max_length=10, choices=Translation, default=Translation.OURS
    )
    introduction = RichTextField(_("introduction"), features=PROSE_FEATURES)
    principles = StreamField([("principle", PrincipleBlock())], verbose_name=_("principles"))
    oversight = RichTextField(_("oversight"), features=PROSE_FEATURES, blank=True)
    followers = StreamField([("follower", FollowerBlock())], verbose_name=_("who follows it"), blank=True)
    gap = models.CharField(_("what is missing here"), max_length=400, blank=True)

    content_panels = [
        *LibraryItemPage.content_panels,
        *LibraryItemPage.item_panels,
        MultiFieldPanel(
            [FieldPanel("version"), FieldPanel("official_url"), FieldPanel("translation_status")], _("Version")
        ),
        FieldPanel("introduction"),
        FieldPanel("principles"),
        FieldPanel("oversight"),
        FieldPanel("followers"),
        FieldPanel("gap"),
        *LibraryItemPage.subject_panels,
    ]
    override_translatable_fields = [
        *LibraryItemPage.override_translatable_fields,
        SynchronizedField("version", overridable=False),
        BaseTranslatableField("translation_status"),  # each language's own: neither translated nor kept in step
    ]

    class Meta:
        verbose_name = _("Code of Conduct")
        verbose_name_plural = _("Codes of Conduct")

    def state_translation(self, status: str) -> None:
        """Say of this text whether it is official, in what readers see and in the latest draft."""
        self.translation_status = status
        self.save(update_fields=["translation_status"])
        revision = self.latest_revision
        if revision:
            revision.content["translation_status"] = status
            revision.save(update_fields=["content"])

    def all_headings(self, partnership: Partnership | None) -> list[Heading]:
        """Each principle by its number, which is how it is cited, and the same in every language."""
        principles = [
            Heading(f"principle-{number}", f"{number}. {block.value['title']}", is_own=True)
            for number, block in enumerate(self.principles, start=1)
        ]
        return [*principles, *super().all_headings(partnership)]

    def body_text(self) -> str:
        rules = [
            "\n".join(
                [
                    block.value["title"],
                    *(item["text"] + " " + " ".join(item["points"]) for item in block.value["items"]),
                ]
            )
            for block in self.principles
        ]
        return "\n".join([plain(self.introduction), *rules, plain(self.oversight)])
