"""Words to terms in four languages, and queries read with the thesaurus."""

import sys
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.test import Client

from search.languages import _term, fold, terms_of, words_of
from search.thesaurus.expand import CACHE_KEY, Group, current_thesaurus, groups_of
from search.thesaurus.models import Term, TermName
from tests.commits import committed
from tests.factories import case_study

LANGUAGES = ("en", "fr", "es", "ru")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "pump pumps pumped pumping PUMP Pump's"),
        ("en", "utility utilities utility's utility’s"),
        ("fr", "réparation réparations REPARATION l'réparation"),
        ("fr", "eau d'eau l'eau l’eau L’EAU"),
        ("fr", "opérateur opérateurs d'opérateurs"),
        ("es", "operador operadores OPERADOR"),
        ("es", "medición medicion mediciones MEDICIÓN"),
        ("ru", "утечка утечки утечек утечками УТЕЧКА"),
        ("ru", "учёт учет учёта учета"),
        ("ru", "водоканал водоканалы водоканалов водоканалами"),
        ("ru", "pump pumps"),
        ("fr", "утечка утечек"),
    ],
)
def test_forms_of_one_word_are_one_term(language: str, words: str) -> None:
    assert len({tuple(terms_of(word, language)) for word in words.split()}) == 1
    assert terms_of(words.split()[0], language)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("ru", "сом", "мой"),
        ("ru", "война", "воина"),
        ("es", "agua", "aguja"),
        ("en", "meter", "metal"),
        ("fr", "eau", "au"),
    ],
)
def test_different_words_stay_different(language: str, first: str, second: str) -> None:
    assert terms_of(first, language) != terms_of(second, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the of and who was"),
        ("fr", "le la les des de où qu"),
        ("es", "el la los las de qué más"),
        ("ru", "и в на что её ее"),
    ],
)
def test_words_without_meaning_are_no_terms(language: str, text: str) -> None:
    assert terms_of(text, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_codes_stay_whole(language: str) -> None:
    assert terms_of("6.3 SDG25745 2009", language)[0] == "6.3"
    assert terms_of("SDG25745", language) == terms_of("sdg25745", language) != []
    assert terms_of("1,5", language) == terms_of("1.5", language) == ["1.5"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Été", "ete"),
        ("ЁЛКА", "елка"),
        ("Йод", "йод"),
        ("Ñandú", "nandu"),
        ("Ångström", "angstrom"),
        ("Đà Nẵng", "đa nang"),
        ("", ""),
    ],
)
def test_accents_are_folded_and_letters_are_not(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded, "however the accent is written"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_word_typed_in_two_ways_of_unicode_is_one_term(language: str) -> None:
    for word in ("réseau", "medición", "учёт", "Sudáfrica", "районный"):
        assert terms_of(unicodedata.normalize("NFD", word), language) == terms_of(word, language), word


@pytest.mark.django_db
def test_a_work_written_in_the_other_way_of_unicode_is_found_and_marked(engine: str) -> None:
    title = unicodedata.normalize("NFD", "Le réservoir ploukavéré")
    with committed():
        case_study(title=title, summary=title, challenge=f"<p>{title}</p>")
    for text in ("réservoir ploukavéré", unicodedata.normalize("NFD", "réservoir ploukavéré"), "reservoir ploukavere"):
        answer = Client().get("/api/search", {"q": text, "ui": "fr"}).json()
        assert (answer["engine"], answer["total"]) == (engine, 1), text
        assert "<mark>réservoir" in answer["results"][0]["snippet"], text


def test_words_end_where_readers_see_them_end() -> None:
    assert words_of("non-revenue water (NRW), l’eau; SDG 6.3.1!") == [
        "non",
        "revenue",
        "water",
        "NRW",
        "l’eau",
        "SDG",
        "6.3.1",
    ]
    assert words_of("snake_case ___ --") == ["snake", "case"]


def test_a_word_longer_than_any_word_costs_no_more_than_one() -> None:
    assert len(terms_of("ж" * 20_000, "ru")[0]) <= 100
    assert terms_of("x" * 20_000, "en") == terms_of("x" * 30_000, "en")


# The thesaurus


@pytest.fixture
def thesaurus(db: None) -> None:
    """A thesaurus of our own, in place of the real one."""
    Term.objects.all().delete()
    add("sewer", en=["sewer"], fr=["égout"], es=["alcantarilla"], ru=["канализация"])
    add("sewer-cleaning", en=["sewer cleaning"], fr=["curage d'égout"], ru=["прочистка канализации"])
    add("nrw", en=["non-revenue water", "NRW"], fr=["eau non facturée"], es=["agua no facturada"])
    add("main", en=["main!"], fr=["conduite"])
    add("lead-metal", en=["lead!"], fr=["plomb"])
    add("lead-pipe", en=["lead pipe"], fr=["tuyau en plomb"])
    add("tap", en=["tap"], fr=["robinet"])
    add("tap-drill", en=["tap"], fr=["taraud"])
    add("key-en", en=["coin"], es=["moneda"])
    add("key-fr", fr=["coin"], en=["corner"])


def add(key: str, **names: list[str]) -> None:
    """A term with its names; one that ends in "!" is ambiguous in its language."""
    term = Term.objects.create(key=key)
    for language, texts in names.items():
        for text in texts:
            TermName.objects.create(
                term=term, language=language, text=text.rstrip("!"), is_ambiguous=text.endswith("!")
            )


def read(text: str, ui: str = "en") -> list[str]:
    """The query's parts, those that are terms in brackets."""
    return [f"[{group.text}]" if group.is_term else group.text for group in groups_of(text, ui)]


def names_of(group: Group) -> set[str]:
    return {name for _language, name in group.names}


@pytest.mark.parametrize(
    ("text", "ui", "expected"),
    [
        ("sewer", "en", ["[sewer]"]),
        ("Sewers in Lima", "en", ["[Sewers]", "Lima"]),
        ("sewer cleaning", "en", ["[sewer cleaning]"]),
        ("cleaning sewer", "en", ["cleaning", "[sewer]"]),
        ("sewer sewer cleaning", "en", ["[sewer]", "[sewer cleaning]"]),
        ("non-revenue water", "en", ["[non-revenue water]"]),
        ("non revenue water", "en", ["[non revenue water]"]),
        ("NON-REVENUE  WATERS", "en", ["[NON-REVENUE WATERS]"]),
        ("the NRW of Mali", "en", ["[NRW]", "Mali"]),
        ("égouts", "fr", ["[égouts]"]),
        ("egout", "fr", ["[egout]"]),
        ("le curage d’égouts", "fr", ["[curage d’égouts]"]),
        ("прочистки канализации", "ru", ["[прочистки канализации]"]),
        ("канализацией", "en", ["[канализацией]"]),
        ("main", "en", ["main"]),
        ("lead", "en", ["lead"]),
        ("lead pipes", "en", ["[lead pipes]"]),
        ("plomb", "fr", ["[plomb]"]),
        ("Pays-Bas", "fr", ["Pays-Bas"]),
        ("the of", "en", []),
        ("", "en", []),
        ("()!?", "en", []),
    ],
)
def test_a_query_is_read_as_words_and_terms(thesaurus: None, text: str, ui: str, expected: list[str]) -> None:
    assert read(text, ui) == expected


def test_a_term_brings_what_the_other_languages_call_it(thesaurus: None) -> None:
    (group,) = groups_of("sewers", "en")
    assert names_of(group) == {"sewer", "égout", "alcantarilla", "канализация"}
    (group,) = groups_of("lead pipe", "en")
    assert "plomb" not in names_of(group), "the longest term wins, and a shorter one within it is not looked for"


def test_a_name_of_two_terms_brings_the_names_of_both(thesaurus: None) -> None:
    (group,) = groups_of("tap", "en")
    assert names_of(group) == {"tap", "robinet", "taraud"}


@pytest.mark.parametrize(("ui", "other"), [("en", "moneda"), ("fr", "corner"), ("ru", "moneda")])
def test_the_readers_language_decides_between_two_meanings(thesaurus: None, ui: str, other: str) -> None:
    (group,) = groups_of("coin", ui)
    assert other in names_of(group)
    assert len(names_of(group)) == 2


def test_an_edited_thesaurus_is_used_at_once(thesaurus: None) -> None:
    assert read("weir") == ["weir"]
    with committed():
        add("weir", en=["weir"], fr=["déversoir"])
    assert read("weir") == ["[weir]"]
    with committed():
        TermName.objects.filter(text="weir").delete()
    assert read("weir") == ["weir"]


def test_what_another_reader_remembered_before_the_commit_is_forgotten_with_it(thesaurus: None) -> None:
    before = current_thesaurus()
    with committed():
        add("weir", en=["weir"], fr=["déversoir"])
        cache.set(CACHE_KEY, before)
    assert read("weir") == ["[weir]"]


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads that interrupt each other a thousand times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_threads_that_read_words_at_the_same_time_do_not_mix_them_up(hasty_threads: None) -> None:
    words = [
        (stem + ending, language)
        for language, stems, endings in (
            ("fr", "assain distribu exploit continu gouvern répar", "issement ations ateur ellement ance eront"),
            ("ru", "водоснабж очистк партнерств насос утечк", "ение ами ов ах ий ного"),
        )
        for stem in stems.split()
        for ending in endings.split()
    ]
    alone = [_term.__wrapped__(*word) for word in words]
    with ThreadPoolExecutor(8) as threads:
        for _round in range(20):
            assert list(threads.map(lambda word: _term.__wrapped__(*word), words)) == alone
