"""An item of the library as a work to be cited: a publication as it was printed, all else as a page of this site."""

from typing import TYPE_CHECKING

from search.citations import SITE, Work

if TYPE_CHECKING:
    from .models.item import LibraryItemPage
    from .models.publication import PublicationPage


def page_as_work(page: "LibraryItemPage") -> Work:
    published = page.first_published_at
    return Work(
        key=f"{page.reference}-{page.text_language}",
        title=page.title,
        url=page.public_url,
        language=page.text_language,
        authors=(SITE,),
        date=published.date().isoformat() if published else "",
    )


def publication_as_work(page: "PublicationPage") -> Work:
    forms = page.Form
    return Work(
        key=page.reference,
        title=page.original_title,
        url=page.read_url or page.public_url,
        language=page.original_language or page.text_language,
        form={forms.BOOK: "book", forms.PAPER: "paper"}.get(forms(page.form), "report"),
        authors=tuple(page.author_names or page.publisher_names),
        editors=tuple(page.editor_names),
        publishers=tuple(page.publisher_names),
        series=page.series,
        date=page.published,
        isbn=page.isbn,
        doi=page.doi,
    )
