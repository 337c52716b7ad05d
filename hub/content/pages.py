"""The page tree: home, library, case studies, the Code of Conduct and plain pages, in every language."""

from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization

from home.models import HomePage, StandardPage
from knowledge.library.models import CaseStudyPage, CodeOfConductPage, LibraryPage
from knowledge.partnerships.models import Organisation, Partnership, Source
from knowledge.taxonomy.models import Target, Theme

from .reading import Item, Register, read, read_folder
from .translating import Texts, translate

STANDARD_PAGES = ("about", "accessibility", "privacy")


def load(register: Register) -> None:
    home = _home(register)
    if home is None:
        return  # somebody deleted the front page: nothing can be put below it
    library = _library(register, home)
    for slug in STANDARD_PAGES:
        if register.claim(f"page:{slug}"):
            _standard_page(read(f"pages/{slug}.yaml"), home)
    if library is None:
        return
    for item in read_folder("library"):
        if register.claim(f"library:{item['reference']}"):
            {"case-study": _case_study, "code-of-conduct": _code_of_conduct}[item["type"]](item, library)


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
    _publish(home, Page.get_first_root_node(), texts)
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
    return _publish(page, home, texts)


def _standard_page(item: Item, home: HomePage) -> None:
    texts = Texts()
    page = StandardPage(
        title=texts.text(item["title"]),
        slug=item["slug"],
        summary=texts.text(item["summary"]),
        body=texts.prose(item["body"]),
    )
    _publish(page, home, texts)


def _case_study(item: Item, library: LibraryPage) -> None:
    texts = Texts()
    page = CaseStudyPage(
        **_item_fields(item, texts),
        partnership=Partnership.objects.filter(reference=item["partnership"]).first(),
        objective=item.get("objective") or "",
        setting=item.get("setting") or "",
        challenge=texts.prose(item["challenge"]),
        approach=texts.prose(item["approach"]),
        outcome=texts.prose(item["results"]),
        lessons=texts.prose(item["lessons"]),
        testimonials=[("testimonial", _testimonial(each, texts)) for each in item["testimonials"]],
    )
    _publish(page, library, texts, item)


def _testimonial(item: Item, texts: Texts) -> Item:
    organisation = Organisation.objects.get(reference=item["organisation"])
    role = {language: f"{text}, {organisation.short_name}" for language, text in item["role"].items()}
    person = dict.fromkeys(item["role"], item["person"])
    return {"text": texts.text(item["text"]), "person": texts.text(person), "role": texts.text(role)}


def _code_of_conduct(item: Item, library: LibraryPage) -> None:
    texts = Texts()
    page = CodeOfConductPage(
        **_item_fields(item, texts),
        version=item["version"],
        official_url=item["official_url"],
        translation_status=item["translation_status"][settings.LANGUAGE_CODE],
        introduction=texts.prose(item["introduction"]),
        principles=[("principle", _principle(each, texts)) for each in item["principles"]],
        oversight=texts.prose(item["oversight"]),
        followers=[("follower", _follower(each, texts)) for each in item["signatories"]],
        gap=texts.text(item["gap"]),
    )
    _publish(page, library, texts, item)


def _principle(item: Item, texts: Texts) -> Item:
    rules = [
        {"text": texts.text(rule["text"]), "points": [texts.text(point) for point in rule.get("must_contain") or []]}
        for rule in item["items"]
    ]
    return {"title": texts.text(item["title"]), "items": rules}


def _follower(item: Item, texts: Texts) -> Item:
    partnership = Partnership.objects.filter(reference=item["partnership"]).first()
    return {"text": texts.text(item["text"]), "partnership": partnership}


def _item_fields(item: Item, texts: Texts) -> dict[str, Any]:
    return {
        "title": texts.text(item["title"]),
        "slug": item["slug"],
        "reference": item["reference"],
        "summary": texts.text(item["summary"]),
        "year": item.get("year"),
    }


def _publish(page: Any, parent: Page, texts: Texts, item: Item | None = None) -> Any:
    page.locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    parent.add_child(instance=page)
    if item:
        page.themes = list(Theme.objects.filter(key__in=item.get("themes") or []))
        page.targets = list(Target.objects.filter(code__in=[str(code) for code in item.get("targets") or []]))
        page.sources = _sources(item)
    page.save_revision().publish()
    page.refresh_from_db()
    translate(page, texts)
    return page


def _sources(item: Item) -> list[Source]:
    """Sources by key, or made from a title and an address where the item brings its own."""
    found = []
    for source in item.get("sources") or []:
        if isinstance(source, str):
            found.append(Source.objects.get(key=source.replace("_", "-")))
        else:
            known = Source.objects.filter(url=source["url"]).first() if source.get("url") else None
            key = f"{item['reference']}-{len(found) + 1}"
            found.append(known or Source.objects.create(key=key, title=source["title"], url=source.get("url") or ""))
    return found
