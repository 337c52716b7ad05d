"""On a phone: a question is brought to somebody; a facilitator splits, moves and hands on to the library."""

import time

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Browser, expect

from .accessibility import violations
from .arriving import sign_in
from .site import Site
from .test_discussing import HUB, phone


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_a_question_is_brought_to_somebody_and_put_in_order(site: Site, chromium: Browser, language: str) -> None:
    stamp = time.monotonic_ns()
    site.run("shell", "-c", PEOPLE.format(stamp=stamp), TASKS_MODE="inline")
    with translation.override(language), phone(chromium) as page:
        sign_in(page, site, language, f"boss-{stamp}@utility.example")
        page.goto(f"{site.url}/{language}/hubs/{HUB}/discussions/new/")
        page.locator("main textarea").press_sequentially("Water kiosks for low-income areas")
        page.get_by_role("checkbox", name=f"Helper {stamp}").check()
        assert violations(page) == []
        page.locator("main textarea").press_sequentially(" in small towns")
        expect(page.get_by_role("checkbox", name=f"Helper {stamp}")).to_be_checked()
        page.get_by_role("button", name=pgettext("a question", "Ask"), exact=True).click()
        expect(page.locator("body")).to_contain_text(f"Helper {stamp}")
        thread = page.url
        page.locator("main textarea").fill("We have **twelve**.")
        page.get_by_role("button", name=gettext("Reply"), exact=True).click()
        assert violations(page) == []
        page.get_by_role("link", name=gettext("Select posts")).click()
        assert violations(page) == []
        page.get_by_role("checkbox").nth(0).check()
        page.get_by_role("textbox", name=gettext("Title")).fill("Kiosks")
        page.get_by_role("button", name=gettext("Ask those who wrote them")).click()
        expect(page.get_by_role("heading", level=2, name="Kiosks")).to_be_visible()
        assert violations(page) == []
        page.goto(thread)
        page.get_by_role("link", name=pgettext("a discussion", "Move"), exact=True).click()
        page.get_by_role("combobox").select_option(index=1)
        page.get_by_role("button", name=gettext("Look what it means")).click()
        expect(page.locator(".notice")).to_be_visible()
        assert violations(page) == []
        page.get_by_role("button", name=pgettext("a discussion", "Move"), exact=True).click()
        expect(page.locator("main")).to_contain_text("twelve")
        assert HUB not in page.url


PEOPLE = """
from django.utils import timezone
from communities.hubs.models import Hub, Membership
from communities.people.models import User
from knowledge.taxonomy.models import Theme
user = User.objects.create_user("boss-{stamp}@utility.example", "headwaters-demo", first_name="Boss")
for key in ("low-income", "sanitation"):
    Membership.objects.create(hub=Hub.objects.get(theme__key=key), user=user, role="facilitator")
helper = User.objects.create_user(
    "helper-{stamp}@utility.example", first_name="Helper {stamp}", last_login=timezone.now()
)
helper.profile.offers = "Kiosks"
helper.profile.save()
helper.profile.themes.add(Theme.objects.get(key="low-income"))
"""
