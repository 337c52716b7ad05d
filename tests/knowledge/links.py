"""What tests of links share."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from knowledge.links.answers import Problem
from knowledge.links.models import Link, Mention


def broken(address: str, problem: str = Problem.GONE, on: Any = None) -> Link:
    """A link that failed twice, on a published page."""
    link, _created = Link.objects.get_or_create(address=address)
    Link.objects.filter(pk=link.pk).update(problem=problem, failures=2, broken_since=timezone.now())
    Mention.objects.get_or_create(link=link, **holder(on or Page.objects.get(depth=3, slug="library", locale_id=1)))
    link.refresh_from_db()
    return link


def holder(item: Any) -> dict[str, Any]:
    model = Page if isinstance(item, Page) else type(item)
    return {"content_type": ContentType.objects.get_for_model(model), "object_id": item.pk}


def prose(*targets: str) -> str:
    return "<p>" + "".join(f"<a {target}>there</a>" for target in targets) + "</p>"
