"""Where pages stand, by their addresses as redirects write them: "/fr/library/da-nang-vei"."""

from dataclasses import dataclass

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site


@dataclass(frozen=True)
class Place:
    pk: int
    path: str
    is_live: bool


def places() -> list[Place]:
    """Every page of every language, in one query."""
    roots = Site.get_site_root_paths()
    found = []
    for pk, url_path, is_live in Page.objects.filter(depth__gt=1).values_list("pk", "url_path", "live"):
        for root in roots:
            if url_path.startswith(root.root_path):
                path = f"/{root.language_code}/{url_path.removeprefix(root.root_path)}"
                found.append(Place(pk, Redirect.normalise_path(path), is_live))
    return found


def has_page(path: str) -> bool:
    """Whether readers find a page at `path`."""
    language, _, rest = path.split("?")[0].strip("/").partition("/")
    roots = [root.root_path for root in Site.get_site_root_paths() if root.language_code == language]
    addresses = [f"{root}{rest}/" if rest else root for root in roots]
    return Page.objects.live().filter(url_path__in=addresses).exists()
