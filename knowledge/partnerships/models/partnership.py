from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from knowledge import dates
from knowledge.media.sharing.card import Card
from knowledge.taxonomy.fields import LocalizedField
from knowledge.taxonomy.geography import Region, country_name
from knowledge.taxonomy.models import Goal, Tag, Target, Theme

from ..blocks import LocalizedBlock, MilestoneBlock, PledgeBlock
from ..querysets import PartnershipQuerySet
from ..searching import partnership_document
from .fact import Fact, fact_card
from .organisation import Organisation
from .programme import Programme
from .source import Source


class Partnership(Fact):
    """A Water Operators' Partnership, a voluntary commitment or a water users partnership."""

    class Kind(models.TextChoices):
        WOP = "wop", _("Water operators' partnership")
        COMMITMENT = "commitment", _("Voluntary commitment")
        WATER_USERS = "water-users-partnership", _("Water users partnership")

    class Direction(models.TextChoices):
        NORTH_SOUTH = "north-south", _("North–South")
        SOUTH_SOUTH = "south-south", _("South–South")
        TRIANGULAR = "triangular", _("Triangular")
        NATIONAL = "national", _("National")
        REGIONAL = "regional", _("Regional")

    class Status(models.TextChoices):
        RUNNING = "running", _("Running")
        COMPLETE = "complete", _("Complete")

    class Code(models.TextChoices):
        FOLLOWED = "followed", _("followed")
        UNKNOWN = "unknown", _("not known")

    title = LocalizedField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind, default=Kind.WOP)
    direction = models.CharField(_("direction"), max_length=20, choices=Direction, blank=True)
    region = models.CharField(_("region"), max_length=30, choices=Region)
    countries = CountryField(_("countries"), multiple=True, blank=True)
    places = StreamField([("place", LocalizedBlock(label=_("Place")))], verbose_name=_("places"), blank=True)
    start = models.CharField(_("start"), max_length=10, blank=True, validators=[dates.validate_partial_date])
    is_start_inferred = models.BooleanField(_("start inferred from other facts"), default=False)
    end = models.CharField(_("end"), max_length=10, blank=True, validators=[dates.validate_partial_date])
    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)
    programme = models.ForeignKey(
        Programme, models.SET_NULL, null=True, blank=True, related_name="partnerships", verbose_name=_("programme")
    )
    themes = ParentalManyToManyField(Theme, blank=True, related_name="partnerships", verbose_name=_("themes"))
    tags = ParentalManyToManyField(Tag, blank=True, related_name="partnerships", verbose_name=_("tags"))
    goals = ParentalManyToManyField(Goal, blank=True, related_name="partnerships", verbose_name=_("goals"))
    targets = ParentalManyToManyField(Target, blank=True, related_name="partnerships", verbose_name=_("targets"))
    code_of_conduct = models.CharField(_("Code of Conduct"), max_length=10, choices=Code, blank=True)
    is_agreement_signed = models.BooleanField(_("agreement signed"), default=False)
    code = models.CharField(_("code"), max_length=40, blank=True, help_text=_("As a registry numbers it."))
    url = models.URLField(_("address in the registry"), blank=True, max_length=500)
    platform = LocalizedField(_("registry"), max_length=200, blank=True)
    objectives = StreamField([("objective", LocalizedBlock())], verbose_name=_("objectives"), blank=True)
    steps = StreamField([("step", LocalizedBlock())], verbose_name=_("steps"), blank=True)
    pledges = StreamField([("pledge", PledgeBlock())], verbose_name=_("pledges"), blank=True)
    milestones = StreamField([("milestone", MilestoneBlock())], verbose_name=_("timeline"), blank=True)

    objects = PartnershipQuerySet.as_manager()

    panels = [
        FieldPanel("title"),
        *Fact.fact_panels,
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("kind", "direction", "region", "countries", "places", "start", "is_start_inferred", "end")
            ]
            + [FieldPanel(name) for name in ("status", "programme", "code_of_conduct", "is_agreement_signed")],
            heading=_("Facts"),
        ),
        InlinePanel("partners", heading=_("Partners"), label=_("Partner")),
        MultiFieldPanel([FieldPanel(name) for name in ("themes", "tags", "goals", "targets")], heading=_("Subjects")),
        MultiFieldPanel(
            [FieldPanel("objectives"), FieldPanel("steps"), FieldPanel("milestones")], heading=_("Course")
        ),
        InlinePanel("results", heading=_("Results"), label=_("Result")),
        MultiFieldPanel(
            [FieldPanel("code"), FieldPanel("url"), FieldPanel("platform"), FieldPanel("pledges")],
            heading=_("Commitment"),
        ),
        FieldPanel("sources"),
    ]
    search_fields = [*Fact.search_fields, index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        ordering = ("reference",)
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("partnership", args=(self.reference,))

    @property
    def period(self) -> str:
        if not self.start and not self.end:
            return ""
        return f"{dates.display(self.start)} – {dates.display(self.end)}".strip(" –") if self.end else self.since

    @property
    def since(self) -> str:
        return str(_("since %(date)s")) % {"date": dates.display(self.start)}

    @property
    def year(self) -> int | None:
        return dates.year_of(self.start)

    @property
    def country_list(self) -> list[str]:
        return [country_name(str(country)) for country in self.countries]

    @property
    def where(self) -> str:
        """Where the work was done, and from where help came when that is known: "Belize ← United States"."""
        mentees, mentors = _countries(self.mentees), _countries(self.mentors)
        return f"{mentees} ← {mentors}" if mentees and mentors else ", ".join(self.country_list)

    def partners_in(self, *roles: str) -> list["Partner"]:
        return [partner for partner in self.partners.all() if partner.role in roles]

    @property
    def mentors(self) -> list["Partner"]:
        return self.partners_in(Partner.Role.MENTOR)

    @property
    def mentees(self) -> list["Partner"]:
        return self.partners_in(Partner.Role.MENTEE)

    @property
    def other_partners(self) -> list["Partner"]:
        told = (Partner.Role.MENTOR, Partner.Role.MENTEE, Partner.Role.DONOR)
        return [partner for partner in self.partners.all() if partner.role not in told]

    @property
    def donors(self) -> list["Partner"]:
        return self.partners_in(Partner.Role.DONOR)

    @property
    def works_to_read(self) -> PageQuerySet:
        """The library's published items about it in the reader's language, restricted ones left out."""
        about = Q(casestudypage__partnership=self) | Q(factsheetpage__partnership=self)
        about |= Q(publicationpage__partnership=self)
        pages = Page.objects.live().public().filter(about, locale__language_code=get_language())
        return pages.select_related("content_type").order_by("content_type__model", "title")

    def get_template_context(self) -> dict[str, object]:
        return {"partnership": self, "meta_tags": self.share_tags()}

    def share_card(self) -> Card:
        theme = next(iter(self.themes.all()), None)
        return fact_card(self, self.get_kind_display(), self.where, self.period, theme=theme)

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return "partnerships/partnership.html"

    def search_document(self, language: str) -> Any:
        return partnership_document(self, language) if self.live else None


def _countries(partners: list["Partner"]) -> str:
    bodies = [partner.organisation for partner in partners if partner.organisation]
    return ", ".join(dict.fromkeys(body.country_name for body in bodies if body.country))


class Partner(Orderable):
    """An organisation's part in a partnership; a donor's may have an amount."""

    class Role(models.TextChoices):
        MENTOR = "mentor", _("Mentor")
        MENTEE = "mentee", _("Mentee")
        LEAD = "lead", _("Lead")
        HOST = "host", _("Host")
        PARTNER = "partner", _("Partner")
        FACILITATOR = "facilitator", _("Facilitator")
        SUPPORTER = "supporter", _("Supporter")
        DONOR = "donor", _("Funding")

    partnership = ParentalKey(Partnership, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    purpose = LocalizedField(_("for what"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        ordering = ("sort_order", "pk")  # those without a place keep one order on every database
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.organisation or '–'}"


class Result(Orderable):
    """Something that came of a partnership, on its rung of the results ladder, with its proof."""

    class Step(models.TextChoices):
        INDIVIDUAL_CAPACITY = "individual-capacity", _("Individual capacity built")
        CAPACITY_APPLIED = "capacity-applied", _("Enhanced capacity applied")
        WORKING_ROUTINES = "working-routines", _("New working routines embedded")
        UTILITY_PERFORMANCE = "utility-performance", _("Utility performance improved")
        LONG_TERM_OUTCOMES = "long-term-outcomes", _("Long-term outcomes for the SDGs and human rights")
        FINANCIAL_LEVERAGE = "financial-leverage", _("Financial leverage")
        RIPPLE_EFFECT = "ripple-effect", _("Ripple effect")

    class Unit(models.TextChoices):
        PERCENT = "percent", "%"
        PERCENTAGE_POINTS = "percentage-points", _("percentage points")
        PEOPLE = "people", _("people")
        HOUSEHOLDS = "households", _("households")
        CONNECTIONS = "connections", _("connections")
        STAFF = "staff", _("staff")
        KIOSKS = "kiosks", _("kiosks")
        WATER_POINTS = "water-points", _("water points")
        UTILITIES = "utilities", _("utilities")
        LITRES_PER_DAY = "litres-per-day", _("litres a day")
        HOURS_PER_DAY = "hours-per-day", _("hours a day")
        EUR = "eur", "EUR"
        USD_PER_MONTH = "usd-per-month", _("USD a month")
        SCHOOLS = "schools", _("schools")
        PUMPS = "pumps", _("pumps")

    partnership = ParentalKey(Partnership, related_name="results")
    step = models.CharField(_("step of the ladder"), max_length=20, choices=Step)
    text = LocalizedField(_("result"), max_length=300)
    baseline = models.DecimalField(_("before"), max_digits=14, decimal_places=2, null=True, blank=True)
    value = models.DecimalField(_("after, or number"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20, choices=Unit, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    class Meta(Orderable.Meta):
        ordering = ("sort_order", "pk")
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return str(self.text)
