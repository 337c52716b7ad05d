"""How a work lies in Elasticsearch: a text field per language with that language's own analysis."""

from typing import Any

from django.conf import settings

from search.query import FACETS

STEMMERS = {"en": "english", "fr": "light_french", "es": "light_spanish", "ru": "light_russian"}
STOP_WORDS = {"en": "_english_", "fr": "_french_", "es": "_spanish_", "ru": "_russian_"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PASSAGES_PER_WORK, PASSAGES_BYTES = 8_000, 15 * 1024**2  # each text lies there twice; a small server refuses 50 MB

# Light stemming leaves a fleeting vowel alone: without these «утечек» and «утечка» would be two words.
RUSSIAN_FORMS = [
    "утечек => утечка",
    "скважин => скважина",
    "оценок => оценка",
    "очисток => очистка",
]


def index_settings() -> dict[str, Any]:
    filters: dict[str, Any] = {
        "french_elision": {"type": "elision", "articles_case": True, "articles": _FRENCH_ARTICLES},
        "english_possessive": {"type": "stemmer", "language": "possessive_english"},
        "russian_forms": {"type": "stemmer_override", "rules": RUSSIAN_FORMS},
        "prefixes": {"type": "edge_ngram", "min_gram": 1, "max_gram": 20},
    }
    for code in LANGUAGES:
        filters[f"{code}_stop"] = {"type": "stop", "stopwords": STOP_WORDS[code]}
        filters[f"{code}_stem"] = {"type": "stemmer", "language": STEMMERS[code]}
    extra = {"en": ["english_possessive"], "fr": ["french_elision"], "ru": ["russian_forms"]}
    analyzers = {
        f"text_{code}": {
            "tokenizer": "standard",
            "char_filter": ["yo"],
            "filter": [
                *(extra.get(code, []) if code == "fr" else []),
                "lowercase",
                *(extra.get(code, []) if code == "en" else []),
                f"{code}_stop",
                *(extra.get(code, []) if code == "ru" else []),
                "asciifolding",
                f"{code}_stem",
            ],
        }
        for code in LANGUAGES
    }
    plain = {"tokenizer": "standard", "char_filter": ["yo"], "filter": ["lowercase", "asciifolding"]}
    return {
        "number_of_replicas": 0,
        "number_of_shards": 1,
        "analysis": {
            "char_filter": {"yo": {"type": "mapping", "mappings": ["ё => е", "Ё => Е"]}},
            "filter": filters,
            "analyzer": {
                **analyzers,
                "plain": plain,
                "prefixes": plain | {"filter": [*plain["filter"], "prefixes"]},
            },
        },
    }


def index_mappings() -> dict[str, Any]:
    def per_language(**options: Any) -> dict[str, Any]:
        return {
            "properties": {code: {"type": "text", "analyzer": f"text_{code}"} | options for code in LANGUAGES},
            "dynamic": False,
        }

    keyword = {"type": "keyword"}
    return {
        "dynamic": False,
        "properties": {
            "key": keyword,
            "reference": keyword,
            "audience": keyword,
            "stamp": {"type": "keyword", "index": False},
            "languages": keyword,
            "title": per_language(),
            "summary": per_language(),
            "subjects": per_language(),
            "body": per_language(),
            "files": per_language(),
            "names": {"type": "text", "analyzer": "plain", "norms": False},
            "spelling": {"type": "text", "analyzer": "plain"},
            "title_prefixes": {
                "properties": {
                    code: {"type": "text", "analyzer": "prefixes", "search_analyzer": "plain"} for code in LANGUAGES
                }
            },
            "title_sort": {"properties": dict.fromkeys(LANGUAGES, keyword)},
            "facets": {"properties": {name: keyword for name in FACETS if name != "lang"}},
            "weight": {"type": "float"},
            "year_from": {"type": "short"},
            "year_to": {"type": "short"},
            "changed_at": {"type": "date"},
            "passages": {
                "type": "nested",
                "properties": {
                    "page": {"type": "integer", "index": False},
                    "url": {"type": "keyword", "index": False},
                    "text": per_language(),
                },
            },
            "urls": {"type": "object", "enabled": False},
        },
    }


_FRENCH_ARTICLES = ["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"]
