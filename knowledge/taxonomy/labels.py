"""Names for the facet values that belong here: themes, goals and targets, tags, countries and regions."""

from collections.abc import Iterable

from search.labels import Labels, register_labels

from .geography import Region, country_name
from .models import Goal, Tag, Target
from .reading import known_themes


def theme_labels(keys: Iterable[str]) -> Labels:
    wanted = set(keys)
    return {theme.key: str(theme) for theme in known_themes() if theme.key in wanted}


def sdg_labels(keys: Iterable[str]) -> Labels:
    keys = list(keys)
    goals: Iterable[Goal] = Goal.objects.filter(number__in=[key for key in keys if key.isdigit() and len(key) < 3])
    targets: Iterable[Target] = Target.objects.filter(code__in=[key for key in keys if "." in key])
    return {goal.key: str(goal) for goal in goals} | {target.key: str(target) for target in targets}


def tag_labels(keys: Iterable[str]) -> Labels:
    return {tag.slug: str(tag) for tag in Tag.objects.filter(slug__in=keys)}


def register() -> None:
    register_labels("theme", theme_labels)
    register_labels("sdg", sdg_labels)
    register_labels("tag", tag_labels)
    register_labels("country", lambda keys: {key: country_name(key) for key in keys})
    register_labels("region", lambda keys: {key: str(label) for key, label in Region.choices})
