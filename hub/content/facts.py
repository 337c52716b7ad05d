"""Organisations, programmes and partnerships from content/."""

from functools import cached_property
from typing import Any

from knowledge.partnerships.models import Organisation, Partner, Partnership, Programme, Result, Source
from knowledge.taxonomy.models import Goal, Tag, Target, Theme

from .reading import Item, Register, read, read_folder

LOCALIZED = ("en", "fr", "es", "ru")


class FactLoader:
    """Loads facts that refer to each other; `load` goes from those referred to to those that refer."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def load(self) -> None:
        for item in read_folder("organisations"):
            if self.register.claim(item["reference"]):
                self._organisation(item)
        for item in read("programmes.yaml"):
            if self.register.claim(item["reference"]):
                self._programme(item)
        for item in read_folder("partnerships"):
            if self.register.claim(item["reference"]):
                self._partnership(item)

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        return {organisation.reference: organisation for organisation in Organisation.objects.all()}

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        return {programme.reference: programme for programme in Programme.objects.all()}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.key: source for source in Source.objects.all()}

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.key: theme for theme in Theme.objects.all()}

    @cached_property
    def tags(self) -> dict[str, Tag]:
        return {tag.slug: tag for tag in Tag.objects.all()}

    @cached_property
    def words(self) -> dict[str, Item]:
        """The facts' many free theme words, each mapped onto the nine themes and perhaps a tag."""
        return read("taxonomy/theme_words.yaml")

    def _sources(self, item: Item) -> list[Source]:
        return [self.sources[key.replace("_", "-")] for key in item.get("sources") or []]

    def _organisation(self, item: Item) -> None:
        organisation = Organisation.objects.create(
            reference=item["reference"],
            name=item["name"],
            acronym=item.get("acronym") or "",
            kind=item["kind"],
            country=item.get("country") or "",
            region=item.get("region") or "",
            city=item.get("city") or {},
            summary=item["summary"],
        )
        organisation.sources.set(self._sources(item))

    def _programme(self, item: Item) -> None:
        programme = Programme(
            reference=item["reference"],
            name=item["name"],
            acronym=item.get("acronym") or "",
            summary=item["summary"],
            start=str(item.get("start") or ""),
            end=str(item.get("end") or ""),
            amount=item.get("amount"),
            currency=item.get("currency") or "",
            statements=[("statement", fact) for fact in item.get("facts") or []],
        )
        programme.save()
        programme.leads.set(self.organisations[reference] for reference in item.get("lead") or [])
        programme.funders.set(self.organisations[reference] for reference in item.get("funders") or [])
        programme.sources.set(self._sources(item))

    def _partnership(self, item: Item) -> None:
        programme = item.get("programme")
        partnership = Partnership(
            reference=item["reference"],
            kind=item["kind"],
            direction=item.get("direction") or "",
            region=item["region"],
            title=item["title"],
            summary=item["summary"],
            countries=item.get("countries") or [],
            start=str(item.get("start") or ""),
            is_start_inferred=item.get("start_inferred", False),
            end=str(item.get("end") or ""),
            status=item.get("status") or "",
            programme=self.programmes[programme] if programme else None,
            code_of_conduct=item.get("code_of_conduct") or "",
            is_agreement_signed=bool(item.get("agreement_signed")),
            code=item.get("code") or "",
            url=item.get("url") or "",
            platform=item.get("platform") or {},
            places=[("place", place) for place in item.get("places") or []],
            objectives=[("objective", text) for text in item.get("objectives") or []],
            steps=[("step", text) for text in item.get("steps") or []],
            pledges=[("pledge", _pledge(pledge)) for pledge in item.get("pledges") or []],
            milestones=[
                ("milestone", milestone["text"] | {"date": str(milestone["date"])})
                for milestone in item.get("timeline") or []
            ],
        )
        partnership.partners = _in_order([*self._partners(item), *self._donors(item)])
        partnership.results = _in_order([self._result(result) for result in item.get("results") or []])
        words = [self.words[word] for word in item.get("words") or [] if word in self.words]
        themes = dict.fromkeys(theme for word in words for theme in word["themes"])
        tags = dict.fromkeys(word["tag"] for word in words if word["tag"])
        codes = [str(code) for code in item.get("targets") or []]
        partnership.themes = [self.themes[key] for key in themes]
        partnership.tags = [self.tags[key] for key in tags]
        partnership.goals = list(Goal.objects.filter(number__in=[code for code in codes if "." not in code]))
        partnership.targets = list(Target.objects.filter(code__in=codes))
        partnership.save()
        partnership.sources.set(self._sources(item))

    def _partners(self, item: Item) -> list[Partner]:
        return [
            Partner(organisation=self.organisations[partner["organisation"]], role=partner["role"])
            for partner in item.get("partners") or []
        ]

    def _donors(self, item: Item) -> list[Partner]:
        return [
            Partner(
                organisation=self.organisations.get(finance.get("organisation")),
                role=Partner.Role.DONOR,
                amount=finance.get("amount"),
                currency=finance.get("currency") or "",
                purpose=finance.get("purpose") or {},
            )
            for finance in item.get("finance") or []
        ]

    def _result(self, item: Item) -> Result:
        source = item.get("source")
        return Result(
            step=item["step"],
            text=item["text"],
            baseline=item.get("baseline"),
            value=item.get("value"),
            unit=item.get("unit") or "",
            year=item.get("year"),
            source=self.sources[source.replace("_", "-")] if source else None,
        )


def _in_order(rows: list[Any]) -> list[Any]:
    """The rows with their places, as the editor's form would number them."""
    for place, row in enumerate(rows):
        row.sort_order = place
    return rows


def _pledge(item: Item) -> dict[str, Any]:
    return item["text"] | {key: item.get(key) for key in ("value", "year")} | {"unit": item.get("unit") or ""}
