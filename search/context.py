from .facets import facet_groups, selected_chips
from .hits import Results
from .query import SORTS, SearchQuery
from .results import paginate


def search_context(query: SearchQuery, results: Results) -> dict[str, object]:
    """What a template needs to show results with their facets: the search page and every listing."""
    return {
        "query": query,
        "results": results,
        "facets": facet_groups(query, results),
        "chips": selected_chips(query),
        "pages": paginate(query, results),
        "sorts": SORTS if query.text else SORTS[1:],
    }
