"""The doors of a hub: a view begins with the narrowest that it needs."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..access import Standing, standing_of
from ..models import Hub


def hub_at(request: HttpRequest, key: str) -> Hub:
    """404 for who may not know of it."""
    return get_object_or_404(Hub.objects.visible_to(request.user).select_related("theme"), theme__key=key)


def hub_to_read(request: HttpRequest, key: str) -> tuple[Hub, Standing]:
    """Denied to who knows of the hub and may not read it."""
    hub = hub_at(request, key)
    standing = standing_of(request.user, hub)
    if not standing.can_read:
        raise PermissionDenied
    return hub, standing


def hub_to_facilitate(request: HttpRequest, key: str) -> tuple[Hub, Standing]:
    hub, standing = hub_to_read(request, key)
    if not standing.can_facilitate:
        raise PermissionDenied
    return hub, standing
