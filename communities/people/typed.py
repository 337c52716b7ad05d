"""What somebody typed when we had to ask who they are: it waits in the session, and is shown in its form, not sent.

Files cannot wait: whoever comes back is told to choose them again.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from .models import Person

KEY = "typed"
MOST = 5  # forms of one session
ROOM = 100_000  # characters of one form, and of all that wait in a session
MOST_VALUES = 500  # of one form
LASTS = 86_400  # seconds
TOKEN, PRESSED = "csrfmiddlewaretoken", "act"
F = TypeVar("F", bound=forms.BaseForm)
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Kept:
    fields: QueryDict
    has_lost_files: bool = False


def keeps_typed(view: View) -> View:
    """For who is signed in, as `login_required`; what is sent after the session ended waits for its form."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.method == "POST":
                keep(request)
            return redirect_to_login(request.get_full_path())
        if request.method == "POST":
            drop(request)  # the form has it now
        return view(request, *args, **kwargs)

    return enter


def refilled(request: HttpRequest, form: F, *, at: str = "") -> F:
    """The form with what waits for it, where nothing was sent just now; `at` is where it is sent to, if not here."""
    waiting = kept(request, at)
    if form.is_bound or not waiting.fields:
        return form
    for name, field in form.fields.items():
        if not isinstance(field, forms.FileField):
            form.initial[name] = field.widget.value_from_datadict(
                waiting.fields, MultiValueDict(), form.add_prefix(name)
            )
    messages.warning(request, _("You had to sign in first: nothing was sent. What you typed is kept here."))
    if waiting.has_lost_files:
        messages.warning(request, _("Your text was kept. The files were not: please choose them again."))
    return form


def keep(request: HttpRequest) -> None:
    """Put what was sent beside the address of its form; what waits the longest gives way."""
    fields, _is_whole = bounded(request.POST)
    fields.pop(PRESSED, None)  # is pressed again, by who is sure
    if not any(any(values) for values in fields.values()):
        return
    entry = {"fields": fields, "has_lost_files": bool(request.FILES), "at": time.time()}
    _put(request, _place(request.path), entry)


def kept(request: HttpRequest, at: str = "") -> Kept:
    entry = request.session.get(KEY, {}).get(_place(at or request.path))
    if not entry or time.time() - entry["at"] > LASTS:
        return Kept(QueryDict())
    fields = QueryDict(mutable=True)
    for name, values in entry["fields"].items():
        fields.setlist(name, values)
    return Kept(fields, entry["has_lost_files"])


def drop(request: HttpRequest) -> None:
    if _place(request.path) in request.session.get(KEY, {}):
        del request.session[KEY][_place(request.path)]
        request.session.modified = True


def carry(request: HttpRequest, address: str) -> None:
    """The form stands at another address now."""
    entry = request.session.get(KEY, {}).get(_place(request.path))
    if entry:
        drop(request)
        _put(request, _place(address.partition("?")[0]), entry)


def bounded(sent: QueryDict, room: int = ROOM) -> tuple[dict[str, list[str]], bool]:
    """As much of what was sent as is kept, and whether that is all; of a text that is too long, the beginning."""
    fields: dict[str, list[str]] = {}
    values = [(name, value) for name, each in sent.lists() if name != TOKEN for value in each]
    is_whole = len(values) <= MOST_VALUES
    for name, value in values[:MOST_VALUES]:
        is_whole = is_whole and len(value) <= room
        fields.setdefault(name, []).append(value[:room])
        room -= len(fields[name][-1])
    return fields, is_whole


def opaque_id(user: Person) -> str:
    """Tells the accounts that write on one device apart, and nothing else; nothing for a visitor."""
    return salted_hmac(__name__, str(user.pk)).hexdigest()[:16] if user.is_authenticated else ""


def _put(request: HttpRequest, place: str, entry: Mapping[str, Any]) -> None:
    waiting = {place: entry} | {key: each for key, each in _newest_first(request) if key != place}
    room, fitting = ROOM, {}
    for key, each in list(waiting.items())[:MOST]:
        room -= sum(len(value) for values in each["fields"].values() for value in values)
        if room >= 0:
            fitting[key] = each
    request.session[KEY] = fitting


def _newest_first(request: HttpRequest) -> list[tuple[str, Mapping[str, Any]]]:
    return sorted(request.session.get(KEY, {}).items(), key=lambda waiting: -waiting[1]["at"])


def _place(path: str) -> str:
    """The form's address without its language, which a reader may change on the way."""
    return path.split("/", 2)[2]
