"""What the search's own table says of one object."""

from typing import Any

from knowledge.library.models import CaseStudyPage
from search.keys import key_of
from search.models import SearchEntry


def entries(instance: Any) -> list[SearchEntry]:
    return list(SearchEntry.objects.of_key(key_of(instance)).order_by("language", "audience", "part"))


def entry(instance: Any) -> SearchEntry:
    """The only entry there is."""
    (only,) = entries(instance)
    return only


def publish(page: CaseStudyPage, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
