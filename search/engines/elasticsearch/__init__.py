"""The engine of a site that has Elasticsearch 9: one document per work and audience, a field per language."""

from ..breaker import Refused, Unavailable
from .index import differences, rebuild, update
from .search import find_index, search, suggest

__all__ = ["Refused", "Unavailable", "differences", "find_index", "rebuild", "search", "suggest", "update"]
