from collections.abc import Iterable

from search.labels import Labels

from .models import Organisation


def organisation_labels(keys: Iterable[str]) -> Labels:
    organisations = Organisation.objects.filter(reference__in=list(keys)[:100])
    return {organisation.reference: organisation.short_name for organisation in organisations}
