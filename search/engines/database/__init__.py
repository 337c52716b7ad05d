"""The search engine of a site without Elasticsearch, and of one whose Elasticsearch is away."""

from .search import chosen, search, suggest

__all__ = ["chosen", "search", "suggest"]
