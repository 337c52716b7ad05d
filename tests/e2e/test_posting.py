"""A member adds a picture, says what it shows and mentions somebody, with JavaScript and without, on a telephone."""

import time
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Browser, FilePayload, expect

from tests.pictures import picture

from .accessibility import violations
from .arriving import sign_in
from .site import Site

HUB = "low-income"


def pump() -> FilePayload:
    return {"name": "pump.png", "mimeType": "image/png", "buffer": picture(size=(600, 400))}


@pytest.mark.parametrize(("language", "has_javascript"), [("fr", True), ("ru", False)])
def test_a_picture_with_its_words_and_a_mention(
    site: Site, chromium: Browser, language: str, has_javascript: bool, tmp_path: Path
) -> None:
    stamp = time.monotonic_ns()
    site.run("shell", "-c", PEOPLE.format(stamp=stamp), TASKS_MODE="inline")
    context = chromium.new_context(
        viewport={"width": 390, "height": 850}, reduced_motion="reduce", java_script_enabled=has_javascript
    )
    page = context.new_page()
    with translation.override(language):
        sign_in(page, site, language, f"writer-{stamp}@utility.example")
        page.goto(f"{site.url}/{language}/hubs/{HUB}/discussions/new/")
        text = page.locator("main textarea").first
        text.fill("Which pump is this, ")
        page.get_by_text(gettext("Mention somebody")).click()
        finder = page.get_by_label(gettext("Name of a member of this hub"))
        finder.fill(f"Ana{stamp}")
        if has_javascript:
            finder.press("Enter")
            page.get_by_role("button", name=pgettext("somebody", "Mention"), exact=True).click()
        else:
            with context.expect_page() as opened:
                page.get_by_role("button", name=pgettext("a member", "Find"), exact=True).click()
            text.fill(f"{text.input_value()}{opened.value.locator('#people code').inner_text()} ")
            opened.value.close()
        expect(text).to_have_value(f"Which pump is this, @[Ana{stamp} López] ")
        page.get_by_text(gettext("Files and pictures")).click()
        page.get_by_label(gettext("Add files or pictures")).set_input_files([pump()])
        if has_javascript:
            assert violations(page) == []
        page.get_by_role("button", name=pgettext("files", "Add and describe")).click()
        page.get_by_label(gettext("What the picture shows")).fill("A red pump")
        expect(page.locator(".kept-file img")).to_have_js_property("complete", True)
        page.screenshot(path=tmp_path / "writing.png", full_page=True)
        if has_javascript:
            assert violations(page) == []
        page.get_by_role("button", name=pgettext("a question", "Ask"), exact=True).click()
        expect(page.get_by_role("img", name="A red pump")).to_be_visible()
        expect(page.get_by_role("link", name=f"@Ana{stamp} López")).to_be_visible()
        page.screenshot(path=tmp_path / "written.png", full_page=True)
        if has_javascript:
            assert violations(page) == []
    context.close()


PEOPLE = """
from django.utils import timezone
from communities.hubs.models import Hub, Membership
from communities.people.models import User
hub = Hub.objects.get(theme__key="low-income")
for name, last in (("writer", ""), ("Ana{stamp}", "López")):
    mail, now = f"{{name}}-{stamp}@utility.example", timezone.now()
    user = User.objects.create_user(mail, "headwaters-demo", first_name=name, last_name=last, last_login=now)
    Membership.objects.create(hub=hub, user=user)
"""
