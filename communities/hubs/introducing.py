"""Facilitators change what their hub says of itself, in the language they read it in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.log_actions import log
from wagtail_localize.models import Translation

from communities.people.models import User

from .introduction import as_body
from .models import HubPage


class ChangedMeanwhile(Exception):
    """Somebody else has changed the page since the form was opened."""


class InTheEditor(Exception):
    """An editor has a draft of the page that is not published, or has locked it."""


def version_of(page: HubPage) -> int:
    """What the form was made of; changes with every change of the page."""
    return page.latest_revision_id or 0


@transaction.atomic
def introduce(*, page: HubPage, version: int, words: dict[str, str], by: User) -> None:
    """Publish `words` (summary, welcome, introduction) as the page's own.

    They are no translation any more: what is written in another language stays as it is, and the page does not
    follow the source from now on, until an editor starts its translation again.

    Raises:
        ChangedMeanwhile, InTheEditor: nothing was changed.
        ValidationError: something that the page does not take.
    """
    page = HubPage.objects.select_for_update(of=("self",)).for_reading().get(pk=page.pk)
    if version_of(page) != version:
        raise ChangedMeanwhile
    if page.has_unpublished_changes or page.get_lock():
        raise InTheEditor
    if page.alias_of_id:
        ConvertAliasPageAction(page, user=by).execute(skip_permission_checks=True)
    page.summary, page.welcome = words["summary"], words["welcome"]
    page.body = _stream(page, as_body(words["introduction"], page.body))
    page.full_clean()
    _check(page)
    page.save_revision(user=by, log_action=True).publish(user=by, skip_permission_checks=True)
    of_page = Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale_id)
    of_page.update(enabled=False)
    log(page.hub, "hubs.introduce", user=by)


def _stream(page: HubPage, raw: list[dict[str, Any]]) -> Any:
    block = page.body.stream_block
    return block.clean(block.to_python(raw))


def _check(page: HubPage) -> None:
    """What editors may not publish, facilitators may not either."""
    failed = [check for check in page.checks_before_publishing() if not check.passed]
    if failed:
        raise ValidationError({check.field: str(check.message) for check in failed})
