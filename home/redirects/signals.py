from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move


@receiver([page_slug_changed, post_page_move])
@transaction.atomic
def forget_redirects_home(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page that comes back to an old address of its own needs no redirect from there: it would lead to itself."""
    pages = Page.objects.descendant_of(instance, inclusive=True)
    redirects = Redirect.objects.filter(redirect_page__in=pages).select_related("redirect_page")
    home = [redirect.pk for redirect in redirects if _address(redirect) == redirect.old_path]
    Redirect.objects.filter(pk__in=home).delete()


def _address(redirect: Redirect) -> str:
    address = (redirect.redirect_page.url or "").rstrip("/")
    return Redirect.normalise_path(address + redirect.redirect_page_route_path)
