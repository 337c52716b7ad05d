"""The one door through which the site asks its search, whichever engine answers."""

from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from prometheus_client import Counter

from .audience import audiences_of
from .engines import breaker, database, elasticsearch
from .hits import Results, Suggestion
from .query import PAGE_LIMIT, PAGE_SIZE, SearchQuery
from .thesaurus.expand import groups_of

SUGGESTIONS = 6
ANSWERS = Counter("headwaters_searches", "Searches; fallback: by the database in Elasticsearch's place", ["engine"])


def search_for(query: SearchQuery, user: AbstractBaseUser | AnonymousUser) -> Results:
    """What `user` may find: from Elasticsearch where there is one, else, or while it is away, from the database."""
    audiences, groups = audiences_of(user), groups_of(query.text, query.ui)
    if settings.ELASTICSEARCH_URL:
        try:
            with breaker.guard():
                results = elasticsearch.search(query, groups, audiences)
            ANSWERS.labels("elasticsearch").inc()
        except breaker.Unavailable:
            results = database.search(query, groups, audiences)
            results.is_fallback = True
            ANSWERS.labels("fallback").inc()
        return results
    ANSWERS.labels("database").inc()
    return database.search(query, groups, audiences)


def suggest_for(text: str, ui: str, user: AbstractBaseUser | AnonymousUser) -> list[Suggestion]:
    """Titles that begin like what is being typed, or hold a word that does."""
    audiences = audiences_of(user)
    if settings.ELASTICSEARCH_URL:
        try:
            with breaker.guard():
                return elasticsearch.suggest(text, ui, audiences, SUGGESTIONS)
        except breaker.Unavailable:
            pass
    return database.suggest(text, ui, audiences, SUGGESTIONS)


def answering_engine() -> str:
    """What would answer a search now; asking opens the circuit breaker before a reader has to wait."""
    if settings.ELASTICSEARCH_URL:
        try:
            with breaker.guard():
                elasticsearch.find_index()
            return "elasticsearch"
        except breaker.Unavailable:
            pass
    return "database"


@dataclass(frozen=True)
class Pages:
    """Where in the results the reader is."""

    number: int
    count: int
    previous_url: str
    next_url: str


def paginate(query: SearchQuery, results: Results) -> Pages:
    count = min(max(ceil(results.total / PAGE_SIZE), 1), PAGE_LIMIT)
    return Pages(
        number=query.page,
        count=count,
        previous_url=query.on_page(min(query.page - 1, count)).url if query.page > 1 else "",
        next_url=query.on_page(query.page + 1).url if query.page < count else "",
    )
