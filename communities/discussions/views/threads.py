from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.hubs.access import Standing

from .. import drafts, services
from ..access import Rights
from ..acts import THREAD_ACTS
from ..file_forms import FilesForm, files_form
from ..forms import AskForm, PostForm
from ..mentions import candidates
from ..models import Post
from ..reading import excerpt_of, similar_to, thread_list, thread_page
from .entering import asked_who, in_hub, in_thread
from .looking import LOOKS, is_ready, looked_at, sent


@never_cache
@require_safe
@in_hub
def listing(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The discussions of a hub, twenty at a time."""
    after = request.GET.get("after")
    found = thread_list(standing, request.user, after=after)
    context = {"hub": standing.hub, "standing": standing, "is_first": not after, "section": found}
    return render(request, "discussions/listing.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asked_who(looks=LOOKS)
@in_hub
def ask(request: HttpRequest, standing: Standing) -> HttpResponse:
    """One field and one press; a look at it, or at what others asked, before it is sent."""
    draft = drafts.kept(request)
    known: dict[str, Any] = {"standing": standing, "author": request.user}
    form = AskForm(request.POST, **known) if request.method == "POST" else AskForm(initial=draft, **known)
    files = files_form(request, may_write=standing.can_write)
    context = {"hub": standing.hub, "standing": standing, "form": form, "files": files, "draft": draft}
    if request.method == "POST":
        looked = request.POST.get("act")
        if is_ready(form, files) and looked not in LOOKS:
            return _asked(request, standing, form, files)
        context |= looked_at(form, files, looked)
        if looked == "similar" and form.is_valid():
            context |= {"similar": similar_to(form.cleaned_data["body"], request.user), "has_looked": True}
    return render(request, "discussions/ask.html", context)


def _asked(request: HttpRequest, standing: Standing, form: AskForm, files: FilesForm | None) -> HttpResponse:
    if not standing.can_write or not request.user.is_authenticated:
        drafts.keep(request)
        return redirect("thread_ask", standing.hub.key)
    typed = form.cleaned_data
    post = services.ask(
        hub=standing.hub,
        author=request.user,
        body=typed["body"],
        title=typed["title"],
        language=typed["language"],
        token=typed["token"],
        files=files.chosen() if files else (),
    )
    sent(request, form)
    return redirect(post.thread)


@require_POST
@in_hub
def similar(request: HttpRequest, standing: Standing) -> HttpResponse:
    """What is found of a question while it is typed."""
    found = similar_to(request.POST.get("body", ""), request.user)
    return render(request, "discussions/components/similar.html", {"similar": found})


@never_cache
@require_safe
@in_hub
def people(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Members of the hub by their names, with what to write to mention them."""
    if not standing.can_write or not request.user.is_authenticated:
        raise PermissionDenied
    who = request.GET.get("who", "")
    context = {"hub": standing.hub, "who": who, "found": candidates(standing.hub, who, request.user)}
    return render(request, "discussions/people.html", context)


@require_POST
@in_hub
def preview(request: HttpRequest, standing: Standing) -> HttpResponse:
    """What a text will look like, or why it cannot be posted."""
    form = PostForm(request.POST, standing=standing, author=request.user)
    context = {"preview": form.html if form.is_valid() else "", "errors": form.errors.get("body")}
    return render(request, "discussions/components/preview.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asked_who(looks=LOOKS)
@in_thread
def read(request: HttpRequest, rights: Rights) -> HttpResponse:
    """A page of a thread, and at its end the field for an answer."""
    files = files_form(request, may_write=rights.can_reply)
    known: dict[str, Any] = {"standing": rights.standing, "author": request.user}
    if request.method != "POST":
        draft = drafts.kept(request)
        form = PostForm(initial={"quotes": request.GET.get("quote")} | draft, **known)
        return _page(request, rights, form, draft=draft, files=files)
    form, looked = PostForm(request.POST, **known), request.POST.get("act")
    if is_ready(form, files) and looked not in LOOKS:
        return _replied(request, rights, form, files)
    return _page(request, rights, form, **looked_at(form, files, looked))


def _page(request: HttpRequest, rights: Rights, form: PostForm, **extra: object) -> HttpResponse:
    page = thread_page(rights, request.GET.get("from"))
    quoted = _quoted(rights, form["quotes"].value(), [shown.post for shown in page["posts"]])
    context = page | {"form": form, "quoted": quoted, "excerpt": excerpt_of(quoted) if quoted else ""} | extra
    return render(request, "discussions/thread.html", context)


def _quoted(rights: Rights, asked: object, at_hand: list[Post]) -> Post | None:
    """The post to quote: of this thread and shown, else nothing is quoted."""
    pk = PostForm.base_fields["quotes"].clean(asked)
    if pk is None:
        return None
    post = next((post for post in at_hand if post.pk == pk), None)
    post = post or rights.thread.posts.select_related("author").filter(pk=pk).first()
    return post if post and not post.is_hidden else None


def _replied(request: HttpRequest, rights: Rights, form: PostForm, files: FilesForm | None) -> HttpResponse:
    if not rights.standing.can_write or not request.user.is_authenticated:
        drafts.keep(request)
        return redirect(rights.thread)
    typed = form.cleaned_data
    try:
        post = services.reply(
            thread=rights.thread,
            author=request.user,
            body=typed["body"],
            language=typed["language"],
            token=typed["token"],
            quotes=_quoted(rights, typed["quotes"], []),
            files=files.chosen() if files else (),
        )
    except services.Closed:
        messages.error(request, _("This discussion was closed: it takes no more answers. Your text is kept below."))
        drafts.keep(request)
        return redirect(rights.thread)
    sent(request, form)
    return redirect(post)


@require_POST
@asked_who()
@in_thread
def act(request: HttpRequest, rights: Rights) -> HttpResponse:
    chosen = THREAD_ACTS.get(request.POST.get("act", ""))
    if chosen is None:
        raise BadRequest
    if not request.user.is_authenticated or not chosen.may(rights):
        raise PermissionDenied
    chosen.do(rights.thread, request.user)
    return redirect(rights.thread)
