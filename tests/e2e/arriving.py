"""How people come in: by a code from a mail, or by a password."""

import re
import time

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page

from tests.smtp import text_of

from .site import Site

PASSWORD = "headwaters-demo"


def mail_to(site: Site, address: str, seconds: float = 30) -> str:
    """The text of the newest mail to `address`, which the worker may still be sending."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for message in reversed(site.mails):
            if message["To"] == address:
                site.mails.remove(message)
                return text_of(message).replace("\r\n", "\n")
        time.sleep(0.2)
    raise AssertionError(f"No mail to {address}")


def code_in(text: str) -> str:
    return re.search(r"^ {4}(\S+)$", text, re.MULTILINE)[1]  # type: ignore[index]


def arrive(page: Page, site: Site, address: str) -> None:
    """One field, one code."""
    page.locator("main input[type=email]").fill(address)
    page.locator("main input[type=email]").press("Enter")
    page.locator("main input[name=code]").fill(code_in(mail_to(site, address)))
    page.locator("main input[name=code]").press("Enter")


def sign_in(page: Page, site: Site, language: str, email: str) -> None:
    page.goto(f"{site.url}/{language}/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    with translation.override(language):
        page.get_by_role("button", name=gettext("Sign in"), exact=True).click()
    page.wait_for_load_state()
