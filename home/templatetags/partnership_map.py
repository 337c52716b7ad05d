from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser

from ..map import HEIGHT, WIDTH, map_points, partnership_arcs

register = template.Library()


@register.inclusion_tag("home/components/map.html", takes_context=True)
def partnership_map(context: template.Context) -> dict[str, Any]:
    """Who works with whom, as far as the reader may see: a map and the same as a table; nothing while nobody does."""
    user = getattr(context.get("request"), "user", None) or AnonymousUser()
    arcs = partnership_arcs(user)
    return {
        "arcs": arcs,
        "points": map_points(arcs),
        "total": len({partnership for arc in arcs for partnership in arc.partnerships}),
        "view_box": f"0 0 {WIDTH} {HEIGHT}",
    }
