"""`make pictures`: the pictures of docs/, taken from a site with the real content."""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from .site import ROOT, running_site

FOLDER = ROOT / "docs" / "pictures"
PAGES = {
    "home": "",
    "case-study": "library/belize-water-services-contra-costa/",
    "partnership": "partnerships/wop-dji-tiaman/",
    "hub": "hubs/commercial/",
}
SEARCHES = {"en": "search/?q=non-revenue+water", "ru": "search/?q=неучтённая+вода"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def take(base: str, browser: Browser) -> None:
    discussion = first_discussion(base, browser)
    for language in ("en", "ru"):
        for name, path in (PAGES | {"search": SEARCHES[language], "discussion": discussion}).items():
            for width in (390, 1280):
                for scheme in ("light", "dark"):
                    context = browser.new_context(
                        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
                    )
                    page = context.new_page()
                    page.goto(f"{base}/{language}/{path}")
                    page.screenshot(
                        path=FOLDER / f"{name}-{language}-{width}-{scheme}.png", full_page=name != "search"
                    )
                    context.close()


def first_discussion(base: str, browser: Browser) -> str:
    """Its address below the language."""
    page = browser.new_page()
    page.goto(f"{base}/en/{PAGES['hub']}")
    address = page.locator(".thread-row a").first.get_attribute("href") or ""
    page.close()
    return address.removeprefix("/en/")


def shrink() -> None:
    """256 colours are enough for a page without photographs, at a third of the size."""
    from PIL import Image

    for path in FOLDER.rglob("*.png"):
        Image.open(path).convert("RGB").quantize(256).save(path, optimize=True)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        with running_site(Path(folder)) as site:
            take(site.url, browser)
        browser.close()
    shrink()


if __name__ == "__main__":
    main()
