"""Which pages and facts lead where. A change of one is followed at once, all are gone through each night."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import DraftStateMixin, Page

from knowledge.partnerships.models import Organisation, Partnership, Programme, Source
from knowledge.taxonomy.models import Goal

from .addresses import addresses_in
from .models import Link, Mention

HOLDERS: tuple[type[models.Model], ...] = (Page, Partnership, Organisation, Programme, Source, Goal)


def holder_type(model: type[models.Model]) -> type[models.Model] | None:
    """As what a page (of whatever type) or a fact is noted; None for what holds no links."""
    return next((holder for holder in HOLDERS if issubclass(model, holder)), None)


def collect_all() -> int:
    """Note where everything leads to; returns how many addresses there are."""
    for model in HOLDERS:
        content_type = ContentType.objects.get_for_model(model)
        known = Mention.objects.filter(content_type=content_type).values_list("object_id", flat=True)
        collect_from(model=model, pks={*known, *model._default_manager.values_list("pk", flat=True)})
    Link.objects.filter(mentions=None).delete()
    return Link.objects.count()


def collect_from(*, model: type[models.Model], pks: Iterable[int]) -> None:
    """Note where these pages or facts lead to as they are published: nowhere, once one is gone."""
    found: dict[int, set[str]] = {pk: set() for pk in pks}
    holders: Any = model._default_manager.filter(pk__in=found)
    if issubclass(model, Page):
        holders = holders.specific()
    for holder in holders.iterator(chunk_size=200):
        if _is_published(holder):
            found[holder.pk] = addresses_in(holder)
    _note(ContentType.objects.get_for_model(model), found)


def _is_published(holder: models.Model) -> bool:
    """Whether its words are read: a page that only mirrors its source has none of its own."""
    return not getattr(holder, "alias_of_id", None) and (not isinstance(holder, DraftStateMixin) or holder.live)


@transaction.atomic
def _note(content_type: ContentType, found: dict[int, set[str]]) -> None:
    """Have exactly these mentions of these holders."""
    old: dict[int, dict[str, int]] = defaultdict(dict)
    for mention in Mention.objects.filter(content_type=content_type, object_id__in=found).select_related("link"):
        old[mention.object_id][mention.link.address] = mention.pk
    new = [(pk, address) for pk, addresses in found.items() for address in addresses - old[pk].keys()]
    links = _links({address for _pk, address in new})
    mentions = [Mention(content_type=content_type, object_id=pk, link=links[address]) for pk, address in new]
    Mention.objects.bulk_create(mentions, ignore_conflicts=True, batch_size=500)
    dropped = [key for pk, addresses in old.items() for address, key in addresses.items() if address not in found[pk]]
    Mention.objects.filter(pk__in=dropped).delete()


def _links(addresses: Iterable[str]) -> dict[str, Link]:
    wanted = sorted(addresses)
    Link.objects.bulk_create([Link(address=address) for address in wanted], ignore_conflicts=True, batch_size=500)
    return {link.address: link for link in Link.objects.filter(address__in=wanted)}
