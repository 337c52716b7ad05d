"""What waits for whoever signs in, beside Wagtail's own panels of what is in review, locked and lately edited."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.images import get_image_model
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from .permissions import theme_bounds

SHOWN, COUNTED = 5, 20  # rows that a panel shows, and how far it counts before it says "more than"
OUT_OF_DATE_AFTER = timedelta(days=2 * 365)


class ListPanel(Component):
    """The first few of a list with how many there are in all; nothing where there are none."""

    def rows(self, user: Any) -> list[Any]:
        """At most one more than are counted."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        assert parent_context is not None
        rows = self.rows(parent_context["request"].user)
        return {"rows": rows[:SHOWN], "count": min(len(rows), COUNTED), "are_more": len(rows) > COUNTED}


class MyDraftsPanel(ListPanel):
    """Pages with words of mine that nobody sees yet."""

    name = "my_drafts"
    template_name = "editing/my_drafts.html"
    order = 230

    def rows(self, user: Any) -> list[Any]:
        mine = Revision.objects.filter(pk=OuterRef("latest_revision"), user=user)
        drafts = Page.objects.filter(Exists(mine), has_unpublished_changes=True, alias_of=None)
        return list(drafts.select_related("locale").order_by("-latest_revision_created_at", "pk")[: COUNTED + 1])


class OutOfDatePanel(ListPanel):
    """Pages of mine to look after that nobody has published for two years."""

    name = "out_of_date"
    template_name = "editing/out_of_date.html"
    order = 260

    def rows(self, user: Any) -> list[Any]:
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
        old = pages.live().filter(alias_of=None, last_published_at__lt=timezone.now() - OUT_OF_DATE_AFTER)
        found = list(old.select_related("locale").order_by("last_published_at", "pk")[: COUNTED + 1])
        if theme_bounds(user):  # of a branch of the tree, only some pages are theirs
            found = [page for page in found if page.permissions_for_user(user).can_edit()]
        return found


class ImagesWithoutDescriptionPanel(ListPanel):
    """Pictures that say nothing to those who do not see them."""

    name = "images_without_description"
    template_name = "editing/images_without_description.html"
    order = 270

    def rows(self, user: Any) -> list[Any]:
        policy = policy_registry.get_by_type(get_image_model())
        images = policy.instances_user_has_permission_for(user, "change").filter(description="")
        return list(images.order_by("-created_at", "pk")[: COUNTED + 1])
