"""Posts in the reader's language."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from communities.people import typed
from knowledge.translation.machines import MachineFailed

from ..access import Rights
from ..models import Post, PostTranslation
from ..translating import TooLong, TooMany, correct, machine, translate
from ..translation_forms import CorrectionForm
from .entering import asked_who, in_thread


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asked_who()
@in_thread
def ask(request: HttpRequest, rights: Rights, post_pk: int) -> HttpResponse:
    """Into the language of the page; who comes back from signing in finds the button again."""
    post, by, language = _post(rights, post_pk), machine(), str(get_language())
    if by is None:
        raise Http404
    if request.method != "POST" or not request.user.is_authenticated or post.language == language:
        return redirect(post)
    try:
        translate(post=post, language=language, by=by, reader=request.user)
    except TooLong:
        messages.error(request, _("This post is too long to be translated by a machine."))
    except TooMany:
        messages.error(request, _("You have had enough posts translated for one day. Ask again tomorrow."))
    except MachineFailed as error:
        messages.error(request, str(error))
    return redirect(_shown(post))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asked_who()
@in_thread
def edit(request: HttpRequest, rights: Rights, post_pk: int, language: str) -> HttpResponse:
    """Correct a machine's words, or those of the last one who did."""
    post = _post(rights, post_pk)
    if not rights.standing.can_write or not request.user.is_authenticated:
        raise PermissionDenied
    translation = get_object_or_404(PostTranslation, post=post, language=language, version=post.written_at)
    translation.post = post
    sent = request.POST if request.method == "POST" else None
    form = typed.refilled(request, CorrectionForm(sent, translation=translation))
    if form.is_valid():
        typed.drop(request)
        correct(translation=translation, texts=form.corrected(), user=request.user)
        messages.success(request, _("Thank you: the translation is corrected."))
        return redirect(_shown(post))
    context = {"thread": rights.thread, "post": post, "translation": translation}
    return render(request, "discussions/translation.html", context | {"form": form})


def _post(rights: Rights, pk: int) -> Post:
    post = get_object_or_404(rights.thread.posts.shown(), pk=pk)
    post.thread = rights.thread
    return post


def _shown(post: Post) -> str:
    """Where the post stands, with its translation open."""
    address, _hash, anchor = post.get_absolute_url().partition("#")
    return f"{address}&translated={post.pk}#{anchor}"
