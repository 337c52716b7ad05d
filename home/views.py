from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.views import serve


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
    page = Page.objects.filter(url_path=f"{root}{path}").only("pk", "content_type").first()
    if page is None:
        return None
    pages = page.specific_class._default_manager
    reading = pages.for_reading() if hasattr(pages, "for_reading") else pages.all()
    return reading.filter(pk=page.pk).first()
