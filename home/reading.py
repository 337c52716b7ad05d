"""What the front page shows besides its own words."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from knowledge.library.models.index import LIBRARY_KINDS
from knowledge.partnerships.models import Organisation, Partnership
from knowledge.taxonomy.models import Theme
from search.query import SearchQuery
from search.results import search_for

NEWEST = 3


def front_page(user: AbstractBaseUser | AnonymousUser) -> dict[str, object]:
    """Themes with the number of works under each, the newest works, and the figures of the registry."""
    everything = search_for(SearchQuery(ui=get_language(), sort="newest"), user)
    counts = everything.facets.get("theme", {})
    partnerships = Partnership.objects.visible_to(user)
    return {
        "themes": [(theme, counts.get(theme.key, 0)) for theme in Theme.objects.all()],
        "newest": _newest(user),
        "figures": {
            "partnerships": partnerships.count(),
            "with_results": partnerships.with_results().count(),
            "organisations": Organisation.objects.visible_to(user).count(),
            "countries": len(everything.facets.get("country", {})),
        },
    }


def _newest(user: AbstractBaseUser | AnonymousUser) -> list[object]:
    """Library items first; while there are few, the newest partnerships with them."""
    kinds = (*LIBRARY_KINDS, *(kind.value for kind in Partnership.Kind))
    query = SearchQuery(ui=get_language(), sort="newest")
    items = search_for(query.within_kinds(kinds[: len(LIBRARY_KINDS)]), user).hits[:NEWEST]
    if len(items) < NEWEST:
        items += search_for(query.within_kinds(kinds[len(LIBRARY_KINDS) :]), user).hits[: NEWEST - len(items)]
    return list(items)
