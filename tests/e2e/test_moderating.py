"""A member says what is wrong, a moderator decides it on a phone, and the author reads why."""

import re
import time

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from playwright.sync_api import Browser, Page, expect

from .accessibility import tab_to, violations
from .arriving import sign_in
from .site import Site
from .test_discussing import phone

HUB = "assets"


def prepared(site: Site) -> str:
    """A hub of one's own with a post, its author, a reader and a moderator; gives what their addresses end with."""
    stamp = str(time.monotonic_ns())
    site.run("shell", "-c", PEOPLE.format(stamp=stamp, hub=HUB), TASKS_MODE="inline")
    return stamp


def open_post(page: Page, site: Site, language: str, stamp: str) -> None:
    page.goto(f"{site.url}/{language}/hubs/{HUB}/discussions/")
    page.get_by_role("link", name=f"Bribes {stamp}").click()
    page.wait_for_url(re.compile(r"/discussions/\d+/"))


def report_by_keyboard(page: Page) -> None:
    tab_to(page, page.get_by_role("link", name=pgettext("verb", "Report")).first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/")
    assert violations(page) == []
    tab_to(page, page.locator("main input[type=radio]").first)
    page.keyboard.press("ArrowDown")
    tab_to(page, page.locator("main textarea"))
    page.keyboard.type("Nobody was ever sentenced.")
    tab_to(page, page.get_by_role("button", name=pgettext("verb", "Report"), exact=True))
    page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_a_report_made_with_the_keyboard_is_decided_on_a_phone(site: Site, chromium: Browser, language: str) -> None:
    stamp = prepared(site)
    with translation.override(language), phone(chromium) as reader, phone(chromium) as boss, phone(chromium) as author:
        sign_in(reader, site, language, f"reader-{stamp}@utility.example")
        open_post(reader, site, language, stamp)
        report_by_keyboard(reader)
        told = gettext("Thank you. Somebody looks at it, and you will hear what became of it.")
        expect(reader.get_by_text(told)).to_be_visible()
        assert violations(reader) == []

        sign_in(boss, site, language, f"boss-{stamp}@utility.example")
        boss.goto(f"{site.url}/{language}/hubs/{HUB}/")
        waits = ngettext("%(number)s report waits", "%(number)s reports wait", 1) % {"number": 1}
        boss.get_by_role("link", name=waits).click()
        expect(boss.get_by_text("Nobody was ever sentenced.")).to_be_visible()
        assert violations(boss) == []
        boss.get_by_label(gettext("What the author should mind")).fill("Accuse nobody without proof.")
        boss.get_by_role("button", name=gettext("Hide the post and warn the author")).click()
        expect(boss.get_by_text(gettext("Nothing is reported."))).to_be_visible()
        assert violations(boss) == []

        sign_in(author, site, language, f"author-{stamp}@utility.example")
        author.goto(f"{site.url}/{language}/inbox/")
        author.locator("main .rows a").first.click()
        expect(author.get_by_text("Accuse nobody without proof.")).to_be_visible()
        assert violations(author) == []
        reader.goto(f"{site.url}/{language}/inbox/")
        expect(reader.locator("main .rows a").first).to_contain_text(
            gettext("What you reported has been dealt with. Thank you")
        )


def test_the_desk_of_moderators_in_the_editor(site: Site, chromium: Browser) -> None:
    stamp = prepared(site)
    with phone(chromium) as reader, phone(chromium, 1280) as boss:
        sign_in(reader, site, "en", f"reader-{stamp}@utility.example")
        open_post(reader, site, "en", stamp)
        report_by_keyboard(reader)
        sign_in(boss, site, "en", f"boss-{stamp}@utility.example")
        boss.goto(f"{site.url}/admin/moderation/reports/?verdict=open")
        boss.get_by_role("link", name="It insults or harasses somebody").first.click()
        expect(boss.get_by_text("Nobody was ever sentenced.").first).to_be_visible()
        boss.get_by_role("link", name="Suspend the account").click()
        boss.get_by_label("Why").fill("Said it again and again.")
        boss.get_by_role("button", name="Suspend", exact=True).click()
        expect(boss.get_by_text("The account is suspended; its sessions are ended.")).to_be_visible()
        boss.goto(f"{site.url}/admin/moderation/log/")
        expect(boss.get_by_text("Said it again and again.").first).to_be_visible()
        with phone(chromium) as author:
            sign_in(author, site, "en", f"author-{stamp}@utility.example")
            expect(author.get_by_text("Said it again and again.")).to_be_visible()
            assert violations(author) == []


PEOPLE = """
from uuid import uuid4
from django.contrib.auth.models import Permission
from communities.discussions.services import ask
from communities.hubs.models import Hub, Membership
from communities.people.models import User
hub = Hub.objects.get(theme__key="{hub}")
for name in ("author", "reader", "boss"):
    user = User.objects.create_user(f"{{name}}-{stamp}@utility.example", "headwaters-demo", first_name=name)
    Membership.objects.create(hub=hub, user=user)
    if name == "author":
        ask(hub=hub, author=user, body="Bribes {stamp} are taken by all.", language="en", token=uuid4())
user.is_staff = True
user.save()
user.user_permissions.add(*Permission.objects.filter(codename__in=("moderate_hub", "access_admin")))
"""
