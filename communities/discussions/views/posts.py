from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import drafts, services
from ..access import Rights
from ..acts import POST_ACTS, do
from ..file_forms import FilesForm, files_form
from ..forms import AskForm, PostForm
from ..models import Post
from ..reading import excerpt_of
from .entering import asked_who, in_thread
from .looking import DISCARD, LOOKS, discarded, is_ready, looked_at, sent


@never_cache
@require_safe
@in_thread
def find(request: HttpRequest, rights: Rights, post_pk: int) -> HttpResponse:
    """To where a post stands in its thread."""
    return redirect(_post(rights, post_pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asked_who(looks=(DISCARD,))
@in_thread
def edit(request: HttpRequest, rights: Rights, post_pk: int) -> HttpResponse:
    """Change one's own words; what they were before stays readable."""
    post = _post(rights, post_pk)
    if not rights.can_edit(post):
        raise PermissionDenied
    if request.POST.get("act") == DISCARD:
        return discarded(request)
    draft = drafts.kept(request)
    files = files_form(request, draft, may_write=True, post=post)
    now = {"body": post.body, "language": post.language, "title": rights.thread.title}
    known: dict[str, Any] = {"standing": rights.standing, "author": request.user, "mentioned": post.mentions.all()}
    kind = AskForm if post.is_question else PostForm
    form = kind(request.POST, **known) if request.method == "POST" else kind(initial=now | draft, **known)
    context: dict[str, Any] = {"hub": rights.thread.hub, "thread": rights.thread, "post": post}
    context |= {"form": form, "files": files, "draft": draft}
    if request.method == "POST":
        looked = request.POST.get("act")
        if is_ready(form, files) and looked not in LOOKS:
            return _edited(request, post, form, files)
        context |= looked_at(form, files, looked)
    return render(request, "discussions/edit.html", context)


def _edited(request: HttpRequest, post: Post, form: PostForm, files: FilesForm | None) -> HttpResponse:
    typed, chosen = form.cleaned_data, files.chosen() if files else None
    services.edit(post=post, body=typed["body"], language=typed["language"], title=typed.get("title"), files=chosen)
    sent(request, form)
    return redirect(post)


@never_cache
@require_safe
@in_thread
def history(request: HttpRequest, rights: Rights, post_pk: int) -> HttpResponse:
    """What a post said before, as it was typed, for whoever may read it now."""
    post = _post(rights, post_pk)
    if not rights.can_read(post):
        raise Http404
    context = {"thread": rights.thread, "post": post, "revisions": post.revisions.all()}
    return render(request, "discussions/history.html", context)


@never_cache
@require_safe
@login_required
@in_thread
def removal(request: HttpRequest, rights: Rights, post_pk: int) -> HttpResponse:
    """What it means to take a post back, before that is done with the press of its button."""
    post = _post(rights, post_pk)
    if not rights.can_remove(post):
        raise PermissionDenied
    context = {"thread": rights.thread, "post": post, "file_count": post.files.count()}
    return render(request, "discussions/removal.html", context | {"excerpt": excerpt_of(post)})


@require_POST
@asked_who()
@in_thread
def act(request: HttpRequest, rights: Rights, post_pk: int) -> HttpResponse:
    name = request.POST.get("act", "")
    post, chosen = _post(rights, post_pk), POST_ACTS.get(name)
    if chosen is None:
        raise BadRequest
    if not request.user.is_authenticated or not chosen.may(rights, post):
        raise PermissionDenied
    do(name, chosen, post, request.user)
    return redirect(post)


def _post(rights: Rights, pk: int) -> Post:
    """A post of this very thread."""
    post = get_object_or_404(rights.thread.posts.select_related("author"), pk=pk)
    post.thread = rights.thread
    return post
