"""A member who reads a discussion comes to people who did the same: in their place, or without a script a page on."""

import time
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, expect

from .accessibility import violations
from .arriving import sign_in
from .site import Site

TITLE = "People who did this, or can help with it"


@pytest.mark.parametrize(("language", "has_javascript"), [("ru", True), ("fr", False)])
def test_people_come_where_a_reader_gets_to_them(
    site: Site, chromium: Browser, language: str, has_javascript: bool, tmp_path: Path
) -> None:
    stamp = time.monotonic_ns()
    site.run("shell", "-c", PEOPLE.format(stamp=stamp), TASKS_MODE="inline")
    context = chromium.new_context(
        viewport={"width": 390, "height": 850}, reduced_motion="reduce", java_script_enabled=has_javascript
    )
    page = context.new_page()
    with translation.override(language):
        sign_in(page, site, language, f"reads-{stamp}@utility.example")
        page.goto(f"{site.url}/{language}/hubs/low-income/discussions/")
        page.get_by_role("link", name=f"Kiosks {stamp}").first.click()
        if has_javascript:
            page.locator("#who-did").scroll_into_view_if_needed()
        else:
            page.get_by_role("link", name=gettext(TITLE)).click()
        expect(page.get_by_role("heading", level=2, name=gettext(TITLE))).to_be_visible()
        page.screenshot(path=tmp_path / "people.png", full_page=True)
        if has_javascript:
            assert violations(page) == []
        page.locator("#who-did").get_by_role("link", name=f"Helps{stamp} Ruiz").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Helps{stamp} Ruiz")
    context.close()


PEOPLE = """
from uuid import uuid4
from django.utils import timezone
from communities.discussions.services import ask
from communities.hubs.models import Hub, Membership
from communities.people.models import User
hub = Hub.objects.select_related("theme").get(theme__key="low-income")
made = {{}}
for name in ("asks", "reads", "helps"):
    user = made[name] = User.objects.create_user(
        f"{{name}}-{stamp}@utility.example", "headwaters-demo",
        first_name=f"{{name.title()}}{stamp}", last_name="Ruiz", last_login=timezone.now(),
    )
    Membership.objects.create(hub=hub, user=user)
profile = made["helps"].profile
profile.offers = "Kiosks and their keys"
profile.save()
profile.themes.add(hub.theme)
ask(hub=hub, author=made["asks"], body="Kiosks {stamp}: who keeps the key?", language="en", token=uuid4())
"""
