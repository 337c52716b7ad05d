from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ..languages import fold
from ..query import SearchQuery
from ..results import search_for
from .models import Term, TermName

USED_IN = 6  # works named on a term's page


@dataclass(frozen=True)
class Names:
    """What a term is called in one language."""

    language: str
    label: str
    others: list[str]


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term in the reader's language, by letter."""
    terms = Term.objects.in_language(get_language())
    in_order = sorted(terms, key=lambda term: fold(term.label))
    letters = [(letter, list(group)) for letter, group in groupby(in_order, lambda term: fold(term.label)[0].upper())]
    return render(request, "thesaurus/glossary.html", {"letters": letters, "total": len(in_order)})


@require_safe
def term(request: HttpRequest, key: str) -> HttpResponse:
    """One term: what it means, what it is called elsewhere, and the works that speak of it."""
    found = Term.objects.in_language(get_language()).filter(key=key).first()
    if found is None:
        raise Http404
    names = list(found.names.all())
    query = SearchQuery(text=found.label, ui=get_language(), path=reverse("search"))
    hits = [hit for hit in search_for(query, request.user).hits if hit.kind != "term"]
    context = {
        "term": found,
        "names": [_names(names, code) for code, _name in settings.LANGUAGES],
        "hits": hits[:USED_IN],
        "query": query,
    }
    return render(request, "thesaurus/term.html", context)


def _names(names: list[TermName], language: str) -> Names:
    own = [name for name in names if name.language == language]
    labels = [name.text for name in own if name.kind == TermName.Kind.LABEL]
    return Names(language, labels[0] if labels else "", [name.text for name in own if name.text not in labels])
