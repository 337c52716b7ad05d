"""What an editor is told when she moves a page or takes one down, in all its languages."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from knowledge.links.addresses import own_path

from .in_step import taken_in
from .models import Withdrawal


@hooks.register("before_move_page")
def refuse_taken_slug(request: HttpRequest, page: Page, target: Page) -> HttpResponse | None:
    """Before anything moves: a translation would have to stay behind."""
    blocked = taken_in(page, target)
    if not blocked:
        return None
    messages.error(request, _taken_message(blocked))
    return redirect("wagtailadmin_pages:move", page.pk)


@hooks.register("before_bulk_action")
def refuse_taken_slugs(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    if action_type != "move" or action.model is not Page:
        return None
    target = action.cleaned_form.cleaned_data["chooser"]
    blocked = [translation for page in objects for translation in taken_in(page, target)]
    if not blocked:
        return None
    messages.error(request, _taken_message(blocked))
    return redirect(action.next_url)


def _taken_message(blocked: Iterable[Page]) -> str:
    names = ", ".join(f"{page.title} ({page.locale.language_code}: {page.slug})" for page in blocked)
    message = _("Nothing was moved: in the new place another page has the slug of these translations: %(names)s")
    return message % {"names": names}


@hooks.register("construct_translated_pages_to_cascade_actions")
def with_translations(pages: list[Page], action: str) -> dict[Page, PageQuerySet]:
    """What is unpublished or deleted goes in every language, and the editor sees so before she confirms."""
    if action not in ("unpublish", "delete"):
        return {}
    sources = [page for page in pages if page.locale.language_code == settings.LANGUAGE_CODE]
    return {
        page: page.get_translations().live() if action == "unpublish" else page.get_translations() for page in sources
    }


@hooks.register("after_unpublish_page")
@hooks.register("after_delete_page")
def offer_reason(request: HttpRequest, page: Page) -> None:
    """A link to the form where readers of the old address are told why, its address filled in."""
    policy = policy_registry.get_by_type(Withdrawal)
    address = own_path(page.url or "")
    if not address or not policy.user_has_permission(request.user, "add"):
        return
    path = address.strip("/").partition("/")[2] + "/"
    form = reverse("wagtailsnippets_home_withdrawal:add") + "?" + urlencode({"path": path})
    message = _("Is it gone for good? Tell those who follow an old link why.")
    messages.info(request, message, buttons=[messages.button(form, _("Give a reason"))])
