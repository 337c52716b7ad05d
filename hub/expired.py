"""A form with an old token, most often because somebody signed in in another tab: what was typed is shown again.

Only what comes from a page of this site: what another site sends must not stand here with a button that sends it.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from communities.people.typed import bounded

SECRET = re.compile(r"pass|code|secret|credential", re.IGNORECASE)
ACCOUNTS = re.compile(r"/(?:\w\w/)?accounts/")  # how one gets in is typed anew
ROOM = 200_000  # characters
SHORT = 80  # characters of what is rather a choice than a text


@dataclass(frozen=True)
class Field:
    name: str
    value: str

    @property
    def is_text(self) -> bool:
        return len(self.value) > SHORT or "\n" in self.value


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    fields, may_send = _typed(request) if _is_from_here(request) else ([], False)
    texts = [field for field in fields if field.is_text]
    context = {"fields": fields, "texts": texts, "may_send": may_send, "has_lost_files": bool(request.FILES)}
    return render(request, "403_csrf.html", context, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    """As the browser says; one that says nothing is not believed."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin", "")
    return site == "same-origin" if site else urlsplit(origin).netloc == request.get_host()


def _typed(request: HttpRequest) -> tuple[list[Field], bool]:
    """The fields that may be shown, and whether they are all there was."""
    if ACCOUNTS.match(request.path_info):
        return [], False
    sent, is_whole = bounded(request.POST, ROOM)
    shown = [Field(name, value) for name, values in sent.items() for value in values if not SECRET.search(name)]
    return shown, is_whole and bool(shown) and not any(map(SECRET.search, sent))
