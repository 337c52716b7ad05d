"""Words to terms, the same on every database: folded, stemmed (en, fr, es) or lemmatised (ru) in Python.

The alphabet decides between Russian and the rest, so that a Latin name in a Russian text keeps its own form.
"""

import re
import unicodedata
from functools import lru_cache

import pymorphy3
import snowballstemmer

WORD = re.compile(r"\d+(?:[.,]\w+)*|[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
CYRILLIC = re.compile("[а-яё]")
ELISION = re.compile(r"^(?:l|d|j|m|t|s|c|n|qu|jusqu|lorsqu|puisqu)['’]")
STOP_WORDS = {
    "en": "a an and are as at be by can do for from has have how in into is it its of on or that the their they this "
    "to was were what when where which who will with you your",
    "fr": "a au aux avec ce ces cette comme comment dans de des du elle en est et eux il ils je la le les leur leurs "
    "mais ne nous on ou où par pas pour qu que qui sa sans se ses son sont sur un une vos votre vous y",
    "es": "a al ante bajo como con cual de del desde donde el ella ellas ellos en entre es esta este hay la las lo "
    "los más me mi no o para pero por que qué se sin sobre son su sus un una y ya",
    "ru": "а без бы в во где для до его ее её если же за и из или их к как ко когда кто ли мы на над не него нет но о "
    "об от по под при про с со так то у что чтобы это",
}
LONGEST_WORD = 80
SNOWBALL = {"en": "english", "fr": "french", "es": "spanish"}


def fold(text: str) -> str:
    """Lower case without accents: é → e, ё → е. Cyrillic й stays й."""
    text = unicodedata.normalize("NFC", text).lower().replace("ё", "е").replace("й", "\0")
    bare = "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
    return bare.replace("\0", "й")


def composed(text: str) -> str:
    """A text with each accented letter as one character: files made on a Mac, and many PDFs, write them as two."""
    return unicodedata.normalize("NFC", text)


def words_of(text: str) -> list[str]:
    return WORD.findall(composed(text))


def terms_of(text: str, language: str) -> list[str]:
    """The terms of a text in order, without stop words. Numbers such as 6.3 stay whole."""
    return [term for word in words_of(text) if (term := term_of(word, language))]


def term_of(word: str, language: str) -> str:
    """One word's term, or "" for a stop word; what is longer than any word counts by its beginning."""
    return _term(word[:LONGEST_WORD], language)


@lru_cache(maxsize=50_000)
def _term(word: str, language: str) -> str:
    word = word.lower().replace("’", "'")
    if CYRILLIC.search(word):
        return "" if word in _stop_words("ru") else fold(_russian().parse(word)[0].normal_form)
    if language == "ru":
        language = "en"
    word = ELISION.sub("", word) if language == "fr" else word.removesuffix("'s")
    if word in _stop_words(language) or word[:1].isdigit():
        return "" if word in _stop_words(language) else word.replace(",", ".")
    return fold(_stemmer(language).stemWord(fold(word)))


@lru_cache(maxsize=8)
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(STOP_WORDS.get(language, "").split())


def _stemmer(language: str) -> "snowballstemmer.Stemmer":
    """A new one each time, which costs nothing: it holds its word while it works, so no two threads may share one."""
    return snowballstemmer.stemmer(SNOWBALL.get(language, "english"))


@lru_cache(maxsize=1)
def _russian() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()
