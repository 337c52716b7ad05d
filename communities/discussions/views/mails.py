from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..access import Rights
from ..mails import MailsForm
from ..services import choose_mails
from .entering import asked_who, in_thread


@require_POST
@asked_who()
@in_thread
def choose(request: HttpRequest, rights: Rights) -> HttpResponse:
    """How often the reader is mailed of this thread."""
    form = MailsForm(request.POST)
    if not request.user.is_authenticated:
        raise PermissionDenied
    if not form.is_valid():
        raise BadRequest
    choose_mails(thread=rights.thread, user=request.user, frequency=form.cleaned_data["frequency"])
    messages.success(request, _("Your mails will come as you chose."))
    return redirect("mail_preferences" if "among" in request.POST else rights.thread)
