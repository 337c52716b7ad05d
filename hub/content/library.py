"""The items of the library, each with its subjects and sources, below the library's page."""

from functools import partial
from typing import Any

from django.conf import settings

from knowledge.library.models import CaseStudyPage, CodeOfConductPage, FactsheetPage, LibraryPage, PublicationPage
from knowledge.partnerships.models import Organisation, Partnership, Source
from knowledge.taxonomy.models import Tag, Target, Theme

from .publishing import publish
from .reading import Item, Register, read_folder
from .translating import Texts


def load(register: Register, library: LibraryPage) -> None:
    for item in read_folder("library"):
        if register.claim(f"library:{item['reference']}"):
            texts = Texts()
            page = BUILDERS[item["type"]](item, texts)
            publish(page, library, texts, before=partial(_file_under, item))


def _file_under(item: Item, page: Any) -> None:
    page.themes = list(Theme.objects.filter(key__in=item.get("themes") or []))
    page.targets = list(Target.objects.filter(code__in=[str(code) for code in item.get("targets") or []]))
    page.sources = _sources(item)
    if item.get("tags"):
        page.tags.set(Tag.objects.filter(slug__in=item["tags"]))


def _sources(item: Item) -> list[Source]:
    """Sources by key, or made from a title and an address where the item brings its own."""
    found = []
    for source in item.get("sources") or []:
        if isinstance(source, str):
            found.append(Source.objects.get(key=source.replace("_", "-")))
        else:
            known = Source.objects.filter(url=source["url"]).first() if source.get("url") else None
            found.append(known or _own_source(f"{item['reference']}-{len(found) + 1}", source))
    return found


def _own_source(key: str, source: Item) -> Source:
    return Source.objects.create(
        key=key, title=source["title"], language=source.get("language") or "", url=source.get("url") or ""
    )


def _common(item: Item, texts: Texts) -> dict[str, Any]:
    return {
        "title": texts.text(item["title"]),
        "slug": item["slug"],
        "reference": item["reference"],
        "summary": texts.text(item["summary"]),
        "year": item.get("year"),
        "countries": item.get("countries") or [],
    }


def _partnered(item: Item, texts: Texts) -> dict[str, Any]:
    partnership = Partnership.objects.filter(reference=item["partnership"]).first() if item["partnership"] else None
    return _common(item, texts) | {"partnership": partnership}


def _case_study(item: Item, texts: Texts) -> CaseStudyPage:
    return CaseStudyPage(
        **_partnered(item, texts),
        objective=item.get("objective") or "",
        setting=item.get("setting") or "",
        challenge=texts.prose(item["challenge"]),
        approach=texts.prose(item["approach"]),
        outcome=texts.prose(item["results"]),
        lessons=texts.prose(item["lessons"]),
        testimonials=[("testimonial", _testimonial(each, texts)) for each in item["testimonials"]],
    )


def _testimonial(item: Item, texts: Texts) -> Item:
    role = item["role"]
    if item["organisation"]:
        organisation = Organisation.objects.get(reference=item["organisation"])
        role = {language: f"{text}, {organisation.short_name}" for language, text in role.items()}
    person = dict.fromkeys(role, item["person"]) if item["person"] else None
    return {"text": texts.text(item["text"]), "person": texts.text(person), "role": texts.text(role)}


def _factsheet(item: Item, texts: Texts) -> FactsheetPage:
    return FactsheetPage(
        **_partnered(item, texts),
        **{name: texts.prose(item[name]) for name in ("challenge", "solution", "implementation", "measures")},
        **{name: texts.text(item[name]) for name in ("project", "area", "water_body")},
        steps=[("step", texts.text(step)) for step in item["steps"]],
        links=[
            ("link", {"title": texts.text(link["title"]), "url": link["url"], "language": link["language"]})
            for link in item["links"]
        ],
    )


def _publication(item: Item, texts: Texts) -> PublicationPage:
    languages = item["languages"]
    return PublicationPage(
        **_partnered(item, texts),
        form=item["kind"],
        original_title=item["original_title"],
        original_language=languages[0] if languages else "",
        authors="\n".join(item["authors"]),
        editors="\n".join(item["editors"]),
        publishers="\n".join(item["publishers"]),
        series=item["series"],
        published=str(item["date"] or item["year"] or ""),
        extent=item["pages"],
        isbn=item["isbn"],
        doi=item["doi"],
        licence=item["license"],
        read_url=item["url"],
    )


def _code_of_conduct(item: Item, texts: Texts) -> CodeOfConductPage:
    return CodeOfConductPage(
        **_common(item, texts),
        version=item["version"],
        official_url=item["official_url"],
        translation_status=item["translation_status"][settings.LANGUAGE_CODE],
        introduction=texts.prose(item["introduction"]),
        principles=[("principle", _principle(each, texts)) for each in item["principles"]],
        oversight=texts.prose(item["oversight"]),
        followers=[("follower", _follower(each, texts)) for each in item["signatories"]],
        gap=texts.text(item["gap"]),
    )


def _principle(item: Item, texts: Texts) -> Item:
    rules = [
        {"text": texts.text(rule["text"]), "points": [texts.text(point) for point in rule.get("must_contain") or []]}
        for rule in item["items"]
    ]
    return {"title": texts.text(item["title"]), "items": rules}


def _follower(item: Item, texts: Texts) -> Item:
    partnership = Partnership.objects.filter(reference=item["partnership"]).first()
    return {"text": texts.text(item["text"]), "partnership": partnership}


BUILDERS = {
    "case-study": _case_study,
    "factsheet": _factsheet,
    "publication": _publication,
    "code-of-conduct": _code_of_conduct,
}
