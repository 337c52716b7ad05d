"""What messengers show beside a link: a picture for each work and language, true to it, and none of what is hidden."""

import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import storages
from django.test import Client
from fontpkg.pil import truetype
from PIL import Image
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.synctree import create_aliases_for_new_page

from knowledge.library.models import CaseStudyPage
from knowledge.media.sharing.card import Card
from knowledge.media.sharing.colours import NO_THEME, THEMES, from_oklch
from knowledge.media.sharing.drawing import INSIDE, SIZE, draw
from knowledge.media.sharing.services import refresh_stored
from knowledge.media.sharing.typesetting import SANS, SERIF, set_title
from tests.commits import committed
from tests.factories import case_study

pytestmark = pytest.mark.django_db

TOKENS = Path("hub/static/hub/css/tokens.css")
LONG = (
    "Партнёрство водопользователей в Гурьевске: сотрудничество по промышленным сточным водам предприятий, "
    "муниципалитетов и общественных организаций бассейна реки Гурьевки в Калининградской области Российской Федерации"
)


@pytest.fixture
def visitor() -> Client:
    return Client()


def said_of(client: Client, path: str) -> dict[str, str]:
    html = client.get(path).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)"\s+content="([^"]*)"', html))


def address(client: Client, path: str) -> str:
    return urlsplit(said_of(client, path)["og:image"]).path


def stored(folder: str) -> list[str]:
    place = Path(storages["share"].path(folder))
    return sorted(path.name for path in place.glob("*")) if place.is_dir() else []


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "about/",
        "library/",
        "library/belize-water-services-contra-costa/",
        "library/guryevsk-water-users-partnership/",
        "library/wop-case-study-hwa-waf/",
        "library/code-of-conduct/",
        "partnerships/wop-bws-ccwd/",
        "organisations/org-vei/",
        "partnerships/programmes/eu-wop/",
        "glossary/",
    ],
)
def test_a_page_names_a_picture_of_its_own_language_and_the_picture_is_there(
    visitor: Client, path: str, language: str
) -> None:
    said = said_of(visitor, f"/{language}/{path}")
    assert said["og:image"].startswith(f"http://localhost:8000/share/{language}/")
    assert said["og:image:alt"]
    assert said["twitter:card"] == "summary_large_image"
    response = visitor.get(urlsplit(said["og:image"]).path)
    assert response["Content-Type"] == "image/png"
    assert "max-age=86400" in response["Cache-Control"], "the address is that of what the page says now"
    assert not response.cookies
    picture = Image.open(io.BytesIO(response.content))
    assert picture.size == SIZE == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630)
    assert len(response.content) < 60_000


def test_another_title_has_another_address_and_the_old_picture_is_removed(visitor: Client) -> None:
    page = case_study()
    old = address(visitor, "/en/library/sluice-gates/")
    before = visitor.get(old).content
    page.title = "Sluice gates, mended"
    page.save_revision().publish()
    new = address(visitor, "/en/library/sluice-gates/")
    assert new != old
    assert visitor.get(new).content != before
    assert stored("en/sluice-gates") == [new.rpartition("-")[2]]
    late = visitor.get(old)
    assert late.content == visitor.get(new).content, "who kept the old address sees what the page says now"
    assert "max-age=300" in late["Cache-Control"]


def test_nothing_is_reachable_of_a_draft(visitor: Client) -> None:
    page = case_study(live=False)
    assert visitor.get(f"/share/en/sluice-gates-{page.share_card().digest}.png").status_code == 404
    assert visitor.get("/share/en/sluice-gates.png").status_code == 404


@pytest.mark.parametrize("hide", ["unpublish", "restrict", "delete"])
def test_a_picture_goes_with_its_page_although_it_was_drawn(visitor: Client, hide: str) -> None:
    page = case_study()
    picture = address(visitor, "/en/library/sluice-gates/")
    assert visitor.get(picture).status_code == 200
    match hide:
        case "unpublish":
            page.unpublish()
        case "restrict":
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        case "delete":
            page.delete()
    assert visitor.get(picture).status_code == 404
    refresh_stored()
    assert stored("en/sluice-gates") == []


def test_a_draft_of_a_partnership_has_no_picture_and_is_not_named_on_one(visitor: Client) -> None:
    from knowledge.partnerships.models import Partnership

    path = "/en/library/belize-water-services-contra-costa/"
    known = said_of(visitor, path)["og:image:alt"]
    assert "Belize ← United States" in known
    Partnership.objects.filter(reference="wop-bws-ccwd").update(live=False)
    assert visitor.get("/share/en/wop-bws-ccwd.png").status_code == 404
    assert "←" not in said_of(visitor, path)["og:image:alt"]
    assert "max-age=86400" in visitor.get(address(visitor, path))["Cache-Control"]


def test_an_untranslated_page_shares_the_picture_of_its_source(visitor: Client) -> None:
    create_aliases_for_new_page(case_study())
    shared = address(visitor, "/ru/library/sluice-gates/")
    assert shared == address(visitor, "/en/library/sluice-gates/")
    assert visitor.get(shared.replace("/en/", "/ru/")).status_code == 404


def test_the_worker_draws_what_is_published(settings: Any) -> None:
    settings.TASKS_MODE = "worker"
    with committed():
        page = case_study()
    assert stored("en/sluice-gates") == [f"{page.share_card().digest}.png"]


def test_a_renamed_theme_is_on_the_picture_after_the_daily_round(visitor: Client) -> None:
    page = CaseStudyPage.objects.get(slug="belize-water-services-contra-costa", locale__language_code="en")
    visitor.get(address(visitor, page.url))
    theme = page.themes.first()
    theme.label["en"] = "Meters and money"
    theme.save()
    refresh_stored()
    fresh = CaseStudyPage.objects.get(pk=page.pk).share_card()
    assert fresh.theme_label == "Meters and money"
    assert stored(f"en/{page.slug}") == [f"{fresh.digest}.png"]


@pytest.mark.parametrize("path", ["xx/home.png", "en/nothing.png", "en/home-000000000000.jpg", "en/..%2f..%2fx.png"])
def test_an_address_that_nothing_has_is_not_found(visitor: Client, path: str) -> None:
    assert visitor.get(f"/share/{path}").status_code == 404


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [("WOP", True), (LONG[:90], True), (LONG, False), ("Водоснабжение" * 9, False), ("Б" * 70 + " Г", False)],
    ids=["short", "long", "too long", "one word", "two words"],
)
def test_a_title_is_set_inside_the_picture_and_cut_only_where_it_must(text: str, is_whole: bool) -> None:
    title = set_title(text, width=INSIDE, height=260)
    assert all(title.font.getlength(line) <= INSIDE for line in title.lines)
    assert len(title.lines) * title.line_height <= 260
    assert (" ".join(title.lines) == text) is is_whole
    assert any(line.endswith("…") for line in title.lines) is not is_whole
    draw(Card("ru", "x", text, kind=text, theme_label=text, line=text, summary=text))


def test_words_that_belong_together_stay_on_one_line() -> None:
    lines = set_title("Опыт одного водоканала пригодится в\xa0Гурьевске", width=700, height=400).lines
    assert any("в\xa0Гурьевске" in line for line in lines)


@pytest.mark.parametrize(("family", "signs"), [(SERIF, "…–«»’ё"), (SANS, "←·…–«»’ё")])
def test_the_fonts_have_every_letter_of_every_title(family: str, signs: str) -> None:
    font = truetype(family, 40, weight=600)
    missing = bytes(font.getmask("\uffff"))
    letters = {letter for title in Page.objects.values_list("title", flat=True) for letter in title} | set(signs)
    assert "щ" in letters
    lacking = [letter for letter in letters if not letter.isspace() and bytes(font.getmask(letter)) == missing]
    assert not lacking


def test_the_colours_are_those_of_the_style_sheet() -> None:
    css = TOKENS.read_text()
    found = re.findall(r"\.theme-([\w-]+) \{ --tl: (\d+)%; --tc: ([\d.]+); --th: (\d+); \}", css)
    assert {key: (int(light), float(chroma), int(hue)) for key, light, chroma, hue in found} == THEMES
    plain = re.search(r"--tl: (\d+)%;\s+--tc: ([\d.]+);\s+--th: (\d+);\n\}", css)
    assert plain
    assert (int(plain[1]), float(plain[2]), int(plain[3])) == NO_THEME
    assert from_oklch(0.627955, 0.257683, 29.2339) == (255, 0, 0), "CSS Color 4 gives red so"
