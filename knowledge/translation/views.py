"""What translators do beside writing: bring in a PO file, ask the machine, say that its words were checked.

`upload_po` and `machine_translate` stand at the addresses of wagtail-localize's own views, which its editor posts to.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from knowledge.library.models import CodeOfConductPage

from .by_machine import ask, mark_checked
from .machines import MachineFailed
from .po import Imported, Refused, import_po, read_po


@require_POST
def upload_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    translation = _translation(request, translation_id)
    try:
        imported = import_po(
            translation=translation, po=read_po(request.FILES.get("file"), translation), user=request.user
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        _tell(request, imported)
    return _back(request, translation)


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    translation, machine = _translation(request, translation_id), get_machine_translator()
    if machine is None:
        raise Http404
    try:
        count = ask(translation=translation, machine=machine, user=request.user)
    except MachineFailed as failure:
        messages.error(request, str(failure))
    else:
        _tell_of_machine(request, machine.display_name, count, translation)
    return _back(request, translation)


@require_POST
def check(request: HttpRequest, translation_id: int) -> HttpResponse:
    """A person has read what the machine wrote."""
    translation = _translation(request, translation_id)
    count = mark_checked(translation=translation, user=request.user)
    told = ngettext("%(count)d text is marked as checked.", "%(count)d texts are marked as checked.", count)
    messages.success(request, told % {"count": count})
    return _back(request, translation)


@require_POST
def state(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Say of a Code of Conduct in one language whether it is official, ours or a machine's."""
    translation = _translation(request, translation_id)
    page, status = translation.get_target_instance(), request.POST.get("status", "")
    if not isinstance(page, CodeOfConductPage) or status not in CodeOfConductPage.Translation:
        raise Http404
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    page.state_translation(status)
    told = _("Readers are told now: “%(standing)s”.") % {"standing": page.get_translation_status_display()}
    messages.success(request, told)
    return _back(request, translation)


class UpdateTranslations(UpdateTranslationsView):
    """wagtail-localize's, without its tick for the machine: what that writes is read before it is published."""

    def get_form(self) -> UpdateTranslationsForm:
        form = super().get_form()
        form.fields.pop("use_machine_translation", None)
        form.fields["publish_translations"].help_text = _(
            "Apply the updates and publish immediately. The changes will use the original language until translated."
        )
        return form


def _translation(request: HttpRequest, translation_id: int) -> Translation:
    """What is asked for, if this person may edit the page it goes into, and nobody has locked it."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = translation.get_target_instance()
    permissions = page.permissions_for_user(request.user)
    if not permissions.can_edit() or permissions.page_locked():
        raise PermissionDenied
    return translation


def _back(request: HttpRequest, translation: Translation) -> HttpResponse:
    return redirect(get_valid_next_url_from_request(request) or translation.get_target_instance_edit_url())


def _tell(request: HttpRequest, imported: Imported) -> None:
    taken = ngettext("%(count)d text was imported.", "%(count)d texts were imported.", imported.taken)
    messages.success(request, f"{taken % {'count': imported.taken}} {_('Nothing is published by that.')}")
    for count, told in _left_out(imported):
        if count:
            messages.warning(request, told % {"count": count})


def _tell_of_machine(request: HttpRequest, name: str, count: int, translation: Translation) -> None:
    in_all, translated = translation.get_progress()
    if count:
        told = ngettext(
            "%(name)s translated %(count)d text. Read it, then publish: readers are told that a machine wrote it "
            "until you say that it is checked.",
            "%(name)s translated %(count)d texts. Read them, then publish: readers are told that a machine wrote them "
            "until you say that they are checked.",
            count,
        )
        messages.success(request, told % {"name": name, "count": count})
    elif in_all == translated:
        messages.warning(request, _("There is nothing left to translate."))
    if left := in_all - translated:
        told = ngettext(
            "%(count)d text is still open: %(name)s gave it back without its links or tags.",
            "%(count)d texts are still open: %(name)s gave them back without their links or tags.",
            left,
        )
        messages.warning(request, told % {"name": name, "count": left})


def _left_out(imported: Imported) -> list[tuple[int, str]]:
    return [
        (
            imported.fuzzy,
            ngettext(
                "%(count)d text is marked as fuzzy and was left out.",
                "%(count)d texts are marked as fuzzy and were left out.",
                imported.fuzzy,
            ),
        ),
        (
            imported.aside,
            ngettext(
                "%(count)d text has changed in the source since: its translation is kept, but not used.",
                "%(count)d texts have changed in the source since: their translations are kept, but not used.",
                imported.aside,
            ),
        ),
        (
            imported.newer,
            ngettext(
                "%(count)d text was changed here after the file was made and was left as it is.",
                "%(count)d texts were changed here after the file was made and were left as they are.",
                imported.newer,
            ),
        ),
        (
            imported.unknown,
            ngettext(
                "%(count)d text does not belong to this page and was left out.",
                "%(count)d texts do not belong to this page and were left out.",
                imported.unknown,
            ),
        ),
    ]
