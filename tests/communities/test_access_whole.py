"""Nothing is left out of docs/access.md: every address, every button, or else a reason."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import override

from communities.discussions.acts import POST_ACTS, THREAD_ACTS
from communities.discussions.drafting.views import ANSWERS
from communities.hubs.acts import ACTS
from communities.moderation.models import Verdict
from communities.moderation.views.waiting import ACTS as NODS
from communities.people.models import Block
from communities.people.profiles.steps import STEPS

from .test_access import Row, rows

OTHERS = {
    "allauth.": "one's own way in, each behind its own check: test_accounts_*.py, test_sign_in.py",
    "anymail.": "a mail service's, behind its secret: test_mail_services.py",
}
WITHOUT = {
    "GET /accounts/signup/": "leads to the sign-in page",
    "POST /accounts/signup/": "leads to the sign-in page",
    "GET /accounts/login/code/": "the sign-in page, for everybody: test_sign_in.py",
    "POST /accounts/login/code/": "the sign-in page, for everybody: test_sign_in.py",
    "POST /accounts/email/": "asks for the account once more before anything is done: test_accounts_pages.py",
}
DECIDED = [verdict for verdict in Verdict if verdict not in (Verdict.OPEN, Verdict.SUSPENDED)]  # with one press
BUTTONS: dict[str, Iterable[str]] = {
    "thread_act": THREAD_ACTS,
    "post_act": POST_ACTS,
    "hub_act": ACTS,
    "thread_product": (*ANSWERS, "draft"),
    "person_block": (*Block.Kind.values, "unblock"),
    "decide_report": DECIDED,
    "moderation_report:inspect": DECIDED,
    "moderation_waiting:nod": NODS,
}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route, each.callback
        else:
            yield from patterns(each, route)


def is_ours(route: str, view: Callable[..., Any]) -> bool:
    """Of the communities, wherever it stands, or where accounts and mails have their addresses."""
    return view.__module__.startswith("communities.") or route.startswith(("en/accounts/", "accounts/", "mail/"))


def methods_of(view: Callable[..., Any]) -> set[str]:
    """What it lets through, as its class or its decorator says; without either, everything."""
    made = getattr(view, "view_class", None)
    if made:
        return {name.upper() for name in ("get", "post") if name in made.http_method_names and hasattr(made, name)}
    layer: Any = view
    while layer:
        allowed = inspect.getclosurevars(layer).nonlocals.get("request_method_list")
        if allowed:
            return {"GET", "POST"} & set(allowed)
        layer = getattr(layer, "__wrapped__", None)
    return {"GET", "POST"}


def requests() -> set[str]:
    """Method and address of all that can be asked for; of two views at one address the first answers."""
    views: dict[str, Callable[..., Any]] = {}
    for route, view in patterns(get_resolver()):
        views.setdefault(route, view)
    ours = {route: view for route, view in views.items() if is_ours(route, view)}
    known = {route: view for route, view in ours.items() if not view.__module__.startswith(tuple(OTHERS))}
    return {f"{method} {shown(route)}" for route, view in known.items() for method in methods_of(view)}


def shown(route: str) -> str:
    return "/" + route.removeprefix("en/")


def match_of(row: Row) -> Any:
    path = re.sub(r"[A-Z]{3,}", "1", row.path.partition("?")[0])
    return resolve(path if path.startswith("/admin/") else f"/en{path}")


def none_of(found: set[str], why: str) -> None:
    assert not found, "\n".join([f"{why}:", *sorted(found)])


def test_every_address_has_a_row_or_a_reason() -> None:
    with override("en"):
        there = {f"{row.method} {shown(match_of(row).route)}" for row in rows()}
        missing = requests() - there
    none_of(missing - set(WITHOUT), "no row in docs/access.md, and no reason here")
    none_of(set(WITHOUT) - missing, "a reason for what has a row, or is no address any more")


def test_every_button_has_a_row() -> None:
    with override("en"):
        there = {f"{match_of(row).view_name} {row.act}" for row in rows() if row.method == "POST"}
    pressed = {f"{name} {act}" for name, acts in BUTTONS.items() for act in acts}
    none_of(pressed - there, "no row in docs/access.md")


def test_every_step_of_ones_page_has_its_rows() -> None:
    there = {f"{row.method} {row.path}" for row in rows()}
    steps = {f"{method} /people/me/{number}/" for method in ("GET", "POST") for number in range(2, len(STEPS) + 1)}
    none_of(steps - there, "no row in docs/access.md")
