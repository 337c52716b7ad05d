from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.hubs.access import Standing

from .. import drafts, services
from ..access import Rights
from ..acts import THREAD_ACTS, do
from ..asking.whom import chosen_among, helpers_for, who_did_this
from ..file_forms import FilesForm, files_form
from ..forms import AskForm, PostForm
from ..mails import form_for
from ..mentions import candidates
from ..models import Call, Post, Thread
from ..newcomers import TooMany
from ..reading import excerpt_of, shows_for, similar_to, thread_list, thread_page
from .entering import asked_who, in_hub, in_thread
from .looking import DISCARD, LOOKS, discarded, is_ready, looked_at, sent


@never_cache
@require_safe
@in_hub
def listing(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The discussions of a hub, twenty at a time: all, or those that wait for an answer or concern the reader."""
    after, show, shows = request.GET.get("after"), request.GET.get("show", ""), shows_for(request.user)
    show = show if show in shows else ""
    found = thread_list(standing, request.user, after=after, show=show)
    context = {"hub": standing.hub, "standing": standing, "is_first": not after, "section": found}
    return render(request, "discussions/listing.html", context | {"show": show, "shows": shows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asked_who(looks=(*LOOKS, DISCARD))
@in_hub
def ask(request: HttpRequest, standing: Standing) -> HttpResponse:
    """One field and one press; a look at it, or at what others asked, before it is sent."""
    if request.POST.get("act") == DISCARD:
        return discarded(request, standing.hub)
    draft = drafts.kept(request, standing.hub)
    ticked = request.POST.getlist("whom") if request.method == "POST" else draft.get("whom", [])
    known: dict[str, Any] = {"standing": standing, "author": request.user}
    form = AskForm(request.POST, **known) if request.method == "POST" else AskForm(initial=draft, **known)
    files = files_form(request, draft, may_write=standing.can_write)
    context = {"hub": standing.hub, "standing": standing, "form": form, "files": files, "draft": draft}
    context["helpers"] = helpers_for(standing, request.user, [], ticked)
    if request.method == "POST":
        looked = request.POST.get("act")
        if is_ready(form, files) and looked not in LOOKS:
            return _asked(request, standing, form, files)
        context |= looked_at(form, files, looked)
        if looked == "similar" and form.is_valid():
            context |= _evidence(request, standing) | {"has_looked": True}
    return render(request, "discussions/ask.html", context)


def _asked(request: HttpRequest, standing: Standing, form: AskForm, files: FilesForm | None) -> HttpResponse:
    if not standing.can_write or not request.user.is_authenticated:
        drafts.keep(request, standing.hub)
        return redirect("thread_ask", standing.hub.key)
    typed = form.cleaned_data
    whom = chosen_among(standing.hub, request.user, request.POST.getlist("whom"))
    try:
        post = services.ask(
            hub=standing.hub,
            author=request.user,
            body=typed["body"],
            title=typed["title"],
            language=typed["language"],
            token=typed["token"],
            files=files.chosen() if files else (),
            whom=[profile.user for profile in whom],
        )
    except TooMany:
        _keep_for_later(request, standing.hub)
        return redirect("thread_ask", standing.hub.key)
    sent(request, form, standing.hub)
    if whom and not post.is_hidden:
        _say_who_was_called(request, post.thread)
    return redirect(post.thread)


def _say_who_was_called(request: HttpRequest, thread: Thread) -> None:
    calls = Call.objects.filter(thread=thread).select_related("user").order_by("pk")
    names = ", ".join(call.user.public_name for call in calls)
    if names:
        messages.success(request, _("Your question was brought to: %(names)s.") % {"names": names})
    else:
        messages.warning(request, _("You have asked enough people today: your question was brought to nobody more."))


def _evidence(request: HttpRequest, standing: Standing) -> dict[str, Any]:
    """Works, discussions and people that have to do with what is typed; who was ticked stays so."""
    found = similar_to(request.POST.get("body", ""), request.user)
    return {"similar": found, "helpers": helpers_for(standing, request.user, found, request.POST.getlist("whom"))}


@require_POST
@in_hub
def similar(request: HttpRequest, standing: Standing) -> HttpResponse:
    """What is found of a question while it is typed."""
    context = _evidence(request, standing) | {"has_looked": True}
    return render(request, "discussions/components/evidence.html", context)


@never_cache
@require_safe
@in_hub
def people(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Members of the hub by their names, with what to write to mention them."""
    if not standing.can_write or not request.user.is_authenticated:
        raise PermissionDenied
    who = request.GET.get("who", "")
    context = {"hub": standing.hub, "found": candidates(standing.hub, who, request.user)}
    return render(request, "discussions/people.html", context)


@never_cache
@require_safe
@in_thread
def who_did(request: HttpRequest, rights: Rights) -> HttpResponse:
    """People who did what a thread asks about: apart from it, for they take longer to find than it takes to read."""
    if not rights.standing.can_see_people:
        return redirect_to_login(request.get_full_path())
    context = {"thread": rights.thread, "title": rights.title, "people": who_did_this(rights.thread, request.user)}
    return render(request, "discussions/who_did.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asked_who(looks=(*LOOKS, DISCARD))
@in_thread
def read(request: HttpRequest, rights: Rights) -> HttpResponse:
    """A page of a thread, and at its end the field for an answer."""
    if request.POST.get("act") == DISCARD:
        return discarded(request, rights.thread)
    draft = drafts.kept(request, rights.thread)
    files = files_form(request, draft, may_write=rights.can_reply)
    known: dict[str, Any] = {"standing": rights.standing, "author": request.user}
    if request.method != "POST":
        asked = {"quotes": request.GET["quote"]} if "quote" in request.GET else {}
        form = PostForm(initial=draft | asked, **known)
        return _page(request, rights, form, draft=draft, files=files)
    form, looked = PostForm(request.POST, **known), request.POST.get("act")
    if is_ready(form, files) and looked not in LOOKS:
        return _replied(request, rights, form, files)
    return _page(request, rights, form, **looked_at(form, files, looked))


def _page(request: HttpRequest, rights: Rights, form: PostForm, **extra: object) -> HttpResponse:
    page = thread_page(rights, request.GET.get("from"))
    quoted = _quoted(rights, form["quotes"].value(), [shown.post for shown in page["posts"]])
    context = page | {"form": form, "quoted": quoted, "excerpt": excerpt_of(quoted) if quoted else ""} | extra
    context["mails"] = form_for(rights.thread, rights.thread.mails) if rights.thread.is_followed else None
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
        drafts.keep(request, rights.thread)
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
        drafts.keep(request, rights.thread)
        return redirect(rights.thread)
    except TooMany:
        _keep_for_later(request, rights.thread)
        return redirect(rights.thread)
    sent(request, form, rights.thread)
    return redirect(post)


def _keep_for_later(request: HttpRequest, at: drafts.Place) -> None:
    """Of who has written enough for this hour."""
    messages.error(request, _("You have written a lot within an hour. Your text is kept: send it later."))
    drafts.keep(request, at)


@require_POST
@asked_who()
@in_thread
def act(request: HttpRequest, rights: Rights) -> HttpResponse:
    name = request.POST.get("act", "")
    chosen = THREAD_ACTS.get(name)
    if chosen is None:
        raise BadRequest
    if not request.user.is_authenticated or not chosen.may(rights, rights.thread):
        raise PermissionDenied
    do(name, chosen, rights.thread, request.user)
    return redirect(rights.thread)
