"""What somebody may do with a page that is filed under themes.

Wagtail gives a group its permissions on a branch of the tree. A group that is bound to themes (`ThemeGroup`) has them
only where one of its themes is the page's too.
"""

from collections.abc import Collection
from typing import Any, Protocol

from django.contrib.auth.base_user import AbstractBaseUser
from wagtail.models import Page, PagePermissionTester
from wagtail.permissions import policy_registry

from .models import ThemeGroup

BOUNDS = "_theme_bounds"  # read once for as long as the account is at hand


class FiledPage(Protocol):
    path: str

    @property
    def theme_keys(self) -> Collection[int]: ...


def theme_bounds(user: Any) -> dict[int, set[int]]:
    """The themes that each of somebody's bound groups keeps to, by the group's key."""
    if not hasattr(user, BOUNDS):
        groups = ThemeGroup.objects.filter(group__user=user).prefetch_related("themes")
        setattr(user, BOUNDS, {bound.group_id: {theme.pk for theme in bound.themes.all()} for bound in groups})
    found: dict[int, set[int]] = getattr(user, BOUNDS)
    return found


def granted(user: AbstractBaseUser, path: str, themes: Collection[int]) -> set[str]:
    """The actions ("add", "change", "publish"…) that somebody's groups allow with a page of these themes at a path."""
    bounds = theme_bounds(user)
    return {
        held.permission.codename.rsplit("_", maxsplit=1)[0]
        for held in policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
        if path.startswith(held.page.path)
        and (held.group_id not in bounds or not bounds[held.group_id].isdisjoint(themes))
    }


class FiledPagePermissionTester(PagePermissionTester):
    """Wagtail's answers, with those groups left out that keep to other themes."""

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser and theme_bounds(user):
            self.permissions = granted(user, page.path, page.theme_keys)
