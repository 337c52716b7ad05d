"""The shortest ways: how many presses it takes to join, to ask, and to find somebody who did it."""

import time
from collections.abc import Iterator

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Browser, Locator, Page, expect

from .arriving import sign_in
from .site import Site
from .test_discussing import phone

HUB = "organisation"
STUDY = "library/belize-water-services-contra-costa/"


class Presses:
    """Presses what it is given, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, target: Locator) -> None:
        target.click()
        self.count += 1


@pytest.fixture
def press() -> Presses:
    return Presses()


@pytest.fixture(params=["fr", "ru"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def member(site: Site, chromium: Browser, language: str) -> Iterator[Page]:
    """Signed in on a telephone, in no hub, where somebody else offers help with what the case study is about."""
    stamp = time.monotonic_ns()
    site.run("shell", "-c", PEOPLE.format(stamp=stamp), TASKS_MODE="inline")
    with phone(chromium) as page:
        sign_in(page, site, language, f"flows-{stamp}@utility.example")
        yield page


def test_who_is_signed_in_joins_with_one_press(site: Site, member: Page, language: str, press: Presses) -> None:
    member.goto(f"{site.url}/{language}/hubs/{HUB}/")
    press(member.get_by_role("button", name=pgettext("a hub", "Join"), exact=True))
    expect(member.get_by_text(gettext("You are a member"), exact=True)).to_be_visible()
    assert press.count == 1


def test_a_member_asks_with_one_field_and_one_press(site: Site, member: Page, language: str, press: Presses) -> None:
    member.goto(f"{site.url}/{language}/hubs/{HUB}/join/")
    member.get_by_role("button", name=pgettext("a hub", "Join"), exact=True).click()
    member.goto(f"{site.url}/{language}/hubs/{HUB}/discussions/new/")
    question = f"Who has done this before? {time.monotonic_ns()}"
    member.locator("main textarea").first.fill(question)
    press(member.get_by_role("button", name=pgettext("a question", "Ask"), exact=True))
    expect(member.locator("article.post").first).to_contain_text(question)
    assert press.count == 1


def test_an_expert_is_one_press_away_from_a_case_study(
    site: Site, member: Page, language: str, press: Presses
) -> None:
    member.goto(f"{site.url}/{language}/{STUDY}")
    press(member.get_by_role("link", name="Grace Expert").first)
    expect(member.get_by_role("heading", level=1)).to_contain_text("Grace Expert")
    expect(member.get_by_role("link", name=gettext("Write a message"))).to_be_visible()
    assert press.count == 1


PEOPLE = """
from django.utils import timezone
from communities.people.models import User
from knowledge.library.models import CaseStudyPage
User.objects.create_user("flows-{stamp}@utility.example", "headwaters-demo", first_name="Ana")
expert, is_new = User.objects.get_or_create(
    email="grace-expert@utility.example",
    defaults=dict(first_name="Grace", last_name="Expert", last_login=timezone.now()),
)
expert.profile.offers = "A partnership from its first letter to its last report"
expert.profile.save()
study = CaseStudyPage.objects.filter(slug="belize-water-services-contra-costa").first()
expert.profile.themes.set(study.themes.all())
"""
