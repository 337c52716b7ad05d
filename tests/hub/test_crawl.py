"""What is linked from the home pages: all of it is there, light, and in the language it says."""

import re
from typing import Any

import pytest

from knowledge.partnerships.models import Organisation

from .crawl import LANGUAGES, Crawl
from .wording import is_foreign, texts

pytestmark = pytest.mark.django_db
HEAVIEST = 100_000  # bytes of a page before it is packed


@pytest.fixture
def names() -> re.Pattern[str]:
    """What utilities are called: a name keeps its language wherever it stands."""
    known = {
        " ".join(name.split()) for organisation in Organisation.objects.all() for name in organisation.name.values()
    }
    return re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_linked_is_there_and_light_and_in_its_language(
    language: str, names: re.Pattern[str], settings: Any
) -> None:
    settings.WHITENOISE_USE_FINDERS = True  # styles, icons and scripts from where they are written
    crawl = Crawl(language).run()
    assert len(crawl.pages) > 350
    assert crawl.broken() == []
    assert [page.url for page in crawl.pages.values() if page.size > HEAVIEST] == []

    said: dict[tuple[str, str], str] = {}
    for page in crawl.pages.values():
        for text in texts(page.document) if page.document is not None else ():
            said.setdefault(text, page.url)
    foreign = [
        f"{url} [{code}]: {text}" for (code, text), url in said.items() if is_foreign(code, names.sub("", text))
    ]
    assert foreign == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Водоканал Киева"),
        ("fr", "The utility has to know where its water is and who will pay for it"),
        ("es", "La société doit savoir où se trouve son eau et qui va payer pour elle"),
        ("en", "La empresa debe saber dónde está su agua y quién va a pagar por ella"),
        ("ru", "Предприятие сообщает: results of the joint inspection"),
    ],
)
def test_a_text_of_another_language_is_noticed(language: str, text: str) -> None:
    assert is_foreign(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The utility has to know where its water is and who will pay for it"),
        ("fr", "Le partenariat entre Belize Water Services et Contra Costa Water District a commencé en 2009"),
        ("ru", "Партнёрство National Water and Sewerage Corporation (NWSC) и VEI, см. gwopa.org/en/wop-profiles"),
        ("nl", "Tien jaar Vitens Evides International"),
    ],
)
def test_names_and_a_texts_own_language_are_not(language: str, text: str) -> None:
    assert not is_foreign(language, text)
