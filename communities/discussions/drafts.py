"""What somebody typed when we had to ask who they are: kept in the session until it is posted."""

from typing import Any

from django.http import HttpRequest

from .asking.whom import MOST as MOST_PEOPLE
from .forms import LONGEST

KEY = "drafts"
MOST = 5  # of one session
FIELDS = ("body", "title", "language", "quotes", "token")


def keep(request: HttpRequest, *, fields: tuple[str, ...] = FIELDS, needed: str = "body") -> None:
    """Put what was sent beside the address of its form; of a text that is much too long, the beginning.

    Files of who may not write here, or not yet, are not taken: the form says that they have to be chosen again.
    """
    typed: dict[str, Any] = {name: request.POST[name][: LONGEST * 5] for name in fields if request.POST.get(name)}
    if needed not in typed:
        return
    typed |= {"files": request.POST.getlist("file"), "has_lost_files": bool(request.FILES)}
    typed |= {"whom": [key[:20] for key in request.POST.getlist("whom")[:MOST_PEOPLE]]}
    others = {place: draft for place, draft in request.session.get(KEY, {}).items() if place != _place(request)}
    request.session[KEY] = dict(list(others.items())[1 - MOST :]) | {_place(request): typed}


def kept(request: HttpRequest) -> dict[str, Any]:
    return request.session.get(KEY, {}).get(_place(request), {})


def drop(request: HttpRequest) -> None:
    """It is posted now."""
    if kept(request):
        del request.session[KEY][_place(request)]
        request.session.modified = True


def carry(request: HttpRequest, address: str) -> None:
    """The form stands at another address now."""
    draft = kept(request)
    if draft:
        drop(request)
        request.session[KEY][_below_language(address.partition("?")[0])] = draft


def _place(request: HttpRequest) -> str:
    """The form's address without its language, which a reader may change on the way."""
    return _below_language(request.path)


def _below_language(path: str) -> str:
    return path.split("/", 2)[2]
