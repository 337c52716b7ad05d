"""The page tree: home, library and plain pages, in every language."""

from django.conf import settings
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization

from home.models import HomePage
from knowledge.library.models import LibraryPage

from . import hubs, standard_pages
from . import library as library_items
from .publishing import publish
from .reading import Register, read
from .translating import Texts


def load(register: Register) -> None:
    home = _home(register)
    if home is None:
        return  # somebody deleted the front page: nothing can be put below it
    library = _library(register, home)
    standard_pages.load(register, home)
    if library:
        library_items.load(register, library)
    hubs.load(register, home)


def _home(register: Register) -> HomePage | None:
    if not register.claim("page:home"):
        return HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    item, texts, root = read("pages/home.yaml"), Texts(), Page.get_first_root_node()
    source = _locales()
    root.get_children().exclude(pk__in=HomePage.objects.values("pk")).delete()  # Wagtail's welcome page
    searches = zip(*(item["suggestions"][language] for language in item["suggestions"]), strict=True)
    home = HomePage(
        title=texts.text(item["title"]),
        slug="home",
        locale=source,
        headline=texts.text(item["headline"]),
        standfirst=texts.text(item["standfirst"]),
        suggestions=[("search", texts.text(dict(zip(item["suggestions"], each, strict=True)))) for each in searches],
        search_description=texts.text(item["seo_description"]),
    )
    publish(home, Page.get_first_root_node(), texts)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "Headwaters"}
    )
    return home


def _locales() -> Locale:
    """Every language of the site, each kept in step with the source language's tree."""
    source, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE:
            locale, _created = Locale.objects.get_or_create(language_code=code)
            LocaleSynchronization.objects.get_or_create(locale=locale, defaults={"sync_from": source})
    return source


def _library(register: Register, home: HomePage) -> LibraryPage | None:
    if not register.claim("page:library"):
        return LibraryPage.objects.descendant_of(home).first()
    item, texts = read("pages/library.yaml"), Texts()
    page = LibraryPage(
        title=texts.text(item["title"]),
        slug="library",
        summary=texts.text(item["summary"]),
        search_description=texts.text(item["seo_description"]),
    )
    return publish(page, home, texts)
