"""Somebody's desk in the editor: signed in, with the interface in a language, and a camera for the guide."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation.trans_real import DjangoTranslation
from playwright.sync_api import Browser, Locator, Page, expect

from .site import Site

PASSWORD = "headwaters-demo"
PICTURES = os.environ.get("GUIDE_PICTURES", "")  # a folder: `make pictures` names it


@dataclass
class Desk:
    page: Page
    site: Site
    language: str

    def choose_language(self, language: str) -> None:
        """Under the account: what it reads the interface in from now on."""
        self.page.goto(f"{self.site.url}/admin/account/")
        self.page.locator("select[name$=preferred_language]").select_option(language)
        self.page.locator("footer button[type=submit], main button[type=submit]").last.click()
        self.page.wait_for_load_state()

    def say(self, message: str, /, **values: str) -> str:
        """A text of the interface as the person at this desk reads it."""
        with translation.override(self.language):
            return gettext(message) % values if values else gettext(message)

    def script(self, message: str) -> str:
        """A text that a script of the editor says, from the catalogues that Wagtail hands to it."""
        return DjangoTranslation(self.language, domain="djangojs").gettext(message)

    def open(self, title: str, language: str) -> None:
        """A page's form, by its title and the language it is written in."""
        self.page.goto(f"{self.site.url}/admin/pages/search/?q={title}")
        row = self.page.locator("tr", has=self.page.get_by_role("link", name=title, exact=True)).filter(
            has_text=language
        )
        row.get_by_role("link", name=title, exact=True).click()
        self.page.wait_for_load_state()

    def explore(self, title: str) -> None:
        self.page.goto(f"{self.site.url}/admin/pages/search/?q={title}")
        label = self.say("Explore child pages of '%(title)s'", title=title)
        self.page.get_by_role("link", name=label).first.click()

    def field(self, label: str) -> Locator:
        return self.page.get_by_role("textbox", name=self._named(label)).first

    def _named(self, label: str) -> re.Pattern[str]:
        """A field's name, which begins with a capital and has a star where it has to be filled in."""
        return re.compile(rf"^{re.escape(self.say(label))}\*?$", re.IGNORECASE)

    def write(self, label: str, text: str) -> None:
        """Replace a rich text and wait until the field has passed it on to its form."""
        region = self.section(label)
        region.get_by_role("textbox").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        expect(region.locator("input[type=hidden]")).to_have_value(re.compile(re.escape(text)))

    def section(self, label: str) -> Locator:
        return self.page.get_by_role("region", name=self._named(label))

    def choose(self, label: str, option: str) -> None:
        self.section(label).get_by_role("checkbox", name=option).check()

    def press(self, label: str, /, **values: str) -> None:
        """A button of the footer, folded away behind the first or not."""
        button = self.page.get_by_role("button", name=self.say(label, **values), exact=True)
        if not button.is_visible():
            footer = self.page.get_by_role("navigation", name=self.say("Actions (footer)"))
            footer.get_by_role("button", name=self.say("More actions")).click()
        button.click()

    def hand_over(self, label: str, /, **values: str) -> None:
        """A button that ends the work on a page; Wagtail asks back when it has just saved a draft by itself."""
        self.press(label, **values)
        done = self.page.get_by_role("status").filter(has=self.page.locator("li"))
        anyway = self.page.get_by_role("dialog").get_by_role("button", name=self.say(label, **values))
        expect(done.or_(anyway).first).to_be_visible()
        if anyway.is_visible():
            anyway.click()
            expect(done).to_be_visible()

    def follow(self, label: str) -> None:
        self.page.get_by_role("link", name=self.say(label)).first.click()

    def reads(self, message: str, **values: str) -> None:
        expect(self.page.get_by_text(self.say(message, **values)).first).to_be_visible()

    def picture(self, name: str, of: Locator | None = None) -> None:
        take_picture(self.page, self.language, name, of)


def take_picture(page: Page, language: str, name: str, of: Locator | None = None) -> None:
    """For the editors' guide, which is in English; of a certain part of the page if one is named."""
    if PICTURES and language == "en":
        if of is not None:
            of.scroll_into_view_if_needed()
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def sign_in(browser: Browser, site: Site, role: str, language: str) -> Desk:
    """One of the demonstration accounts, which then chooses the language of its interface."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    page.goto(f"{site.url}/admin/")
    page.get_by_label("Email").fill(f"{role}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
    desk = Desk(page, site, language)
    desk.choose_language(language)
    return desk
