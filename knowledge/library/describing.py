"""What an item says of itself to search engines, reference managers and messengers: JSON-LD, Highwire, OpenGraph."""

from typing import TYPE_CHECKING, Any

from django.conf import settings

from knowledge.media.sharing.card import card_of
from knowledge.media.sharing.meta import MetaTags, page_tags
from search.citations import SITE

if TYPE_CHECKING:
    from .models.item import LibraryItemPage

TYPES = {"book": "Book", "paper": "ScholarlyArticle"}


def structured_data(page: "LibraryItemPage", languages: list[str]) -> dict[str, Any]:
    """The item in the vocabulary of schema.org."""
    work = page.as_work()
    data = {
        "@context": "https://schema.org",
        "@type": TYPES.get(work.form, "Report"),
        "name": page.title,
        "description": page.summary,
        "url": page.public_url,
        "image": card_of(page).url,
        "inLanguage": page.text_language,
        "identifier": page.reference,
        "author": [_agent(name) for name in work.authors],
        "editor": [_agent(name) for name in work.editors],
        "publisher": [_agent(name) for name in work.publishers or (SITE,)],
        "datePublished": work.date,
        "about": [str(theme) for theme in page.themes.all()],
        "isbn": work.isbn,
        "sameAs": f"https://doi.org/{work.doi}" if work.doi else "",
        "workTranslation": [
            {"@type": "CreativeWork", "inLanguage": code, "url": page.public_url_in(code)}
            for code in languages
            if code != page.text_language
        ],
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in data.items() if value}


def meta_tags(page: "LibraryItemPage") -> MetaTags:
    """Triples of attribute, name and content."""
    work = page.as_work()
    highwire = [
        ("citation_title", work.title),
        *(("citation_author", name) for name in work.authors),
        ("citation_publication_date", work.date.replace("-", "/")),
        ("citation_publisher", work.publisher),
        ("citation_language", work.language),
        ("citation_abstract_html_url", page.public_url),
        *(("citation_pdf_url", settings.BASE_URL + document.url) for document in page.documents if _is_pdf(document)),
        ("citation_isbn", work.isbn),
        ("citation_doi", work.doi),
    ]
    shared = page_tags(page, description=page.summary, form="article")
    return [("name", name, content) for name, content in highwire if content] + shared


def _agent(name: str) -> dict[str, str]:
    return {"@type": "Person" if "," in name else "Organization", "name": name}


def _is_pdf(document: Any) -> bool:
    return document.file_extension == "pdf"
