"""Whether a redirect brings readers back to where they came from, by way of others or not.

Addresses are compared as redirects are looked up, without the last slash. One without a language goes on in the
visitor's own, so it may go on in any.
"""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.translation import get_language_from_path
from wagtail.contrib.redirects.models import Redirect

from knowledge.links.addresses import own_path

Targets = Callable[[str], Iterable[str]]


def way_back(old_path: str, target: str, targets: Targets) -> list[str]:
    """The addresses that a reader of `old_path` comes by until he is there again; empty if he never is.

    Args:
        targets: the addresses that redirects from a path lead to.
    """
    start, seen = Redirect.normalise_path(old_path), set[str]()
    ways = [[start, *_path_here(target)]]
    while ways:
        way = ways.pop()
        here = way[-1]
        if len(way) > 1 and here == start:
            return way
        if len(way) == 1 or here in seen:
            continue
        seen.add(here)
        ways += [[*way, step] for step in _steps(here, targets)]
    return []


def _steps(path: str, targets: Targets) -> list[str]:
    further = [step for target in targets(path) for step in _path_here(target)]
    if further or get_language_from_path(f"{path}/"):
        return further
    return [f"/{code}{path}".rstrip("/") for code, _name in settings.LANGUAGES]


def _path_here(address: str) -> list[str]:
    path = own_path(address)
    return [] if path is None else [Redirect.normalise_path(path)]


def stored_targets(path: str, *, but: int | None = None) -> list[str]:
    """Where the site's redirects from `path` lead to, leaving out the one that is being edited."""
    redirects = Redirect.objects.filter(old_path__in={path, path.split("?")[0]}).exclude(pk=but)
    return [redirect.link for redirect in redirects.select_related("redirect_page") if redirect.link]
