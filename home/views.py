from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.views import serve

from knowledge.translation.standing import with_notices

from .translations import languages_of, notice_of


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's `serve`, with the page found by its whole address instead of by one slug after the other.

    A page of the library costs two queries to find, in every language, where walking down the tree costs seven.
    What is not found so (a path below a page that answers for it) goes the usual way.
    """
    page = page_at(path)
    if page is not None:
        # Where Page.route_for_request() keeps what it found; tests/hub/test_pages.py notices when it moves.
        request._wagtail_route_for_request = page.route(request, [])  # type: ignore[attr-defined]
    return serve(request, path)


def page_at(path: str) -> Page | None:
    """The page at `path` of the active language's tree, as its own type, with what it says it needs for reading."""
    roots = {root.language_code: root.root_path for root in Site.get_site_root_paths()}
    root = roots.get(get_language() or "")
    if root is None:
        return None
    address = f"{root}{path}"
    found = {page.url_path: page for page in _with_translations(address)}
    if address not in found:
        return None
    pages = found[address].specific_class._default_manager
    reading = pages.for_reading() if hasattr(pages, "for_reading") else pages.all()
    page = reading.filter(pk=found[address].pk).first()
    if page is not None:
        page.languages_written = languages_of(found.values())
        page.translation_notice = notice_of(found[address])
    return page


def _with_translations(address: str) -> QuerySet[Page]:
    """The page at `address` and the same page in the other languages; a translation with what its readers are told."""
    keys = Page.objects.filter(url_path=address).values("translation_key")
    fields = ("content_type", "url_path", "alias_of", "live", "last_published_at", "locale__language_code")
    pages = Page.objects.filter(translation_key__in=keys).select_related("locale").only(*fields)
    return pages if get_language() == settings.LANGUAGE_CODE else with_notices(pages)
