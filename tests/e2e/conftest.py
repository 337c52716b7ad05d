import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from .site import Site, running_site

PASSWORD = "headwaters-demo"
expect.set_options(timeout=15_000)  # milliseconds: a busy machine takes its time


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Last of all: Playwright keeps an event loop in this thread, in which Django refuses to use its database."""
    items.sort(key=lambda item: Path(__file__).parent in item.path.parents)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test also shows its pages and what the site's processes complained about."""
    report = yield
    if report.failed:
        for name, fixture in getattr(item, "funcargs", {}).items():
            if isinstance(fixture, Page):
                report.sections.append((f"{name} at {fixture.url}", fixture.locator("body").aria_snapshot()))
            elif isinstance(fixture, Site):
                report.sections += [(log.name, complaints(log)) for log in sorted(fixture.folder.glob("*.log"))]
    return report


def complaints(log: Path, lines: int = 40) -> str:
    told = log.read_text(errors="replace").splitlines()
    return "\n".join([line for line in told if not line.endswith(("state=RUNNING", "state=SUCCESSFUL"))][-lines:])


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """These tests have no database of their own: the site they look at has one."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    if not path:
        pytest.skip("needs Chromium (CHROMIUM_PATH)")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def editor_page(chromium: Browser, site: Site) -> Iterator[Page]:
    """The demonstration editor, signed in as a person would."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.goto(f"{site.url}/admin/")
    page.get_by_label("Email").fill("editor@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
    yield page
    context.close()
