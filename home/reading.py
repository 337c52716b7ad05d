"""What the front page shows besides its own words."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from communities.hubs.models import Hub
from communities.people.models import Person
from knowledge.library.models.item import LIBRARY_KINDS
from knowledge.partnerships.models import Partnership
from knowledge.taxonomy.reading import known_themes
from search.hits import Hit, Results
from search.query import SearchQuery
from search.results import search_for

REGISTRY_KINDS = tuple(kind.value for kind in Partnership.Kind)
NEWEST = 3


def front_page(user: Person) -> dict[str, object]:
    """Themes with their works and where they lead, the newest works, and the figures of the registry."""
    language = get_language() or settings.LANGUAGE_CODE
    query = SearchQuery(ui=language, sort="newest")
    works = search_for(query.within_kinds((*LIBRARY_KINDS, *REGISTRY_KINDS)), user)
    library = search_for(query.within_kinds(LIBRARY_KINDS), user)
    counts, hubs = works.facets.get("theme", {}), _hub_addresses(user)
    return {
        "themes": [
            (theme, counts.get(theme.key, 0), hubs.get(theme.pk) or f"{reverse('search')}?theme={theme.key}")
            for theme in known_themes()
        ],
        "newest": _newest(library, works),
        "figures": {
            "partnerships": sum(works.facets["kind"].get(kind, 0) for kind in REGISTRY_KINDS),
            "with_results": Partnership.objects.visible_to(user).with_results().count(),
            "organisations": len(works.facets["org"]),
            "countries": len(works.facets["country"]),
        },
    }


def _hub_addresses(user: Person) -> dict[int, str]:
    """Theme → its hub's home; a theme whose hub is not for this reader leads to the search."""
    hubs = Hub.objects.visible_to(user).select_related("theme")
    return {hub.theme_id: hub.get_absolute_url() for hub in hubs}


def _newest(library: Results, works: Results) -> list[Hit]:
    """Library items first; while there are few, the newest partnerships with them."""
    known = {hit.reference for hit in library.hits}
    return [*library.hits, *(hit for hit in works.hits if hit.reference not in known)][:NEWEST]
