"""What search knows of a partnership: its words in one language, its names in all of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from knowledge.dates import year_of
from knowledge.taxonomy.geography import country_names
from knowledge.taxonomy.models import SDG
from search.documents import SearchDocument

if TYPE_CHECKING:
    from knowledge.taxonomy.models import Goal, Target

    from .models import Partner, Partnership


def partnership_document(partnership: "Partnership", language: str) -> SearchDocument:
    bodies = [partner.organisation for partner in partnership.partners.all() if partner.organisation]
    themes, tags = list(partnership.themes.all()), list(partnership.tags.all())
    goals, targets = list(partnership.goals.all()), list(partnership.targets.all())
    programme = partnership.programme
    subjects = [partnership.get_kind_display(), partnership.get_direction_display()]
    subjects += [subject.label.in_language(language) for subject in (*themes, *tags)]
    statements = [*partnership.objectives, *partnership.steps, *partnership.pledges, *partnership.milestones]
    return SearchDocument(
        reference=partnership.reference,
        kind=partnership.kind,
        language=language,
        url=partnership.get_absolute_url(),
        title=partnership.title.in_language(language),
        summary=partnership.summary.in_language(language),
        body="\n".join(
            [
                *(block.value.get(language, "") for block in statements),
                *(result.text.in_language(language) for result in partnership.results.all()),
                *sdg_lines([*goals, *targets], language),
            ]
        ),
        subjects=[subject for subject in subjects if subject],
        names=_names(partnership, bodies),
        year_from=year_of(partnership.start),
        year_to=year_of(partnership.end),
        changed_at=partnership.last_published_at,
        themes=[theme.key for theme in themes],
        tags=[tag.slug for tag in tags],
        sdgs=sorted({*(goal.key for goal in goals), *(target.goal.key for target in targets)})
        + [target.code for target in targets],
        countries=[str(country) for country in partnership.countries],
        regions=[partnership.region],
        organisations=[body.reference for body in bodies],
        mentors=_countries(partnership.mentors),
        mentees=_countries(partnership.mentees),
        depends_on=[*bodies, *themes, *tags, *goals, *targets, *([programme] if programme else [])],
    )


def _countries(partners: "list[Partner]") -> list[str]:
    return [
        str(partner.organisation.country)
        for partner in partners
        if partner.organisation and partner.organisation.country
    ]


def sdg_lines(items: "Iterable[Goal | Target]", language: str) -> list[str]:
    """Goals and targets as people ask for them: "SDG 6.4 Water-use efficiency", "ODS 6.4 …"."""
    return [f"{SDG} {item.key} {item.name.in_language(language)}" for item in items]


def _names(partnership: "Partnership", bodies: list) -> list[str]:
    """Codes, acronyms, cities and countries, in every language: a reader of any types one of them."""
    programme = partnership.programme
    return [
        *([partnership.code, partnership.code.lstrip("#")] if partnership.code else []),
        *(name for body in bodies for name in body.names if name),
        *(name for country in partnership.countries for name in country_names(str(country))),
        *(text for place in partnership.places for text in place.value.values() if text),
        *([programme.acronym, *programme.name.every()] if programme else []),
    ]
