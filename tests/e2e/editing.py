"""What an editor does in the browser: Wagtail's editor and wagtail-localize's translation view."""

import re

from playwright.sync_api import FilePayload, Locator, Page, expect


class PageEditor:
    """The form in which a page is written. Start with `new_case_study` or `open`."""

    def __init__(self, page: Page, site_url: str) -> None:
        self.page = page
        self.site_url = site_url

    def new_case_study(self, title: str) -> None:
        self.explore("Headwaters", "English")
        self.explore("Library")
        self.page.get_by_role("link", name="Add child page").first.click()
        # Wagtail goes straight to the form where only one kind of page may still be added.
        self.page.wait_for_url(re.compile("/(add_subpage|add/library/casestudypage)/"))
        if "add_subpage" in self.page.url:
            self.page.get_by_role("link", name="Case study").first.click()
        expect(self.page.get_by_role("heading", name="New: Case study")).to_be_visible()
        self.wait_until_ready()
        self.page.get_by_role("textbox", name="Title*").press_sequentially(title)
        # Wagtail saves a first draft by itself; publishing while it does so would make the page twice.
        self.page.wait_for_url("**/edit/")

    def open(self, title: str) -> None:
        self.explore("Headwaters", "English")
        self.explore("Library")
        self.page.locator("tr", has_text=title).get_by_role("link", name=title, exact=True).first.click()
        expect(self.page.get_by_role("textbox", name="Title*")).to_have_value(title)
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wagtail notices changes only from two seconds after its form is shown."""
        expect(self.page.locator("form[data-w-unsaved-has-edits-value]")).to_be_attached()

    def explore(self, title: str, language: str = "") -> None:
        """Go one step down the tree of pages, from its root where a language is named."""
        if language:
            self.page.goto(f"{self.site_url}/admin/pages/1/")
        row = self.page.locator("tr", has=self.page.get_by_role("link", name=title)).filter(has_text=language)
        row.get_by_role("link", name=re.compile("child pages")).click()
        expect(self.page.get_by_role("link", name="Add child page").first).to_be_attached()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_role("textbox", name=label, exact=True).fill(text)

    def write(self, section: str, text: str) -> None:
        """Type into a rich text field, at its end, and wait until the field has passed it on to its form."""
        region = self.section(section)
        region.get_by_role("textbox").click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)
        expect(region.locator("input[type=hidden]")).to_have_value(re.compile(re.escape(text)))

    def tick(self, section: str, *options: str) -> None:
        for option in options:
            self.section(section).get_by_role("checkbox", name=option).check()

    def upload_image(self, file: FilePayload, *, title: str, description: str) -> None:
        dialog = self._upload(self.section("Image"), "Choose an image", file, title)
        dialog.get_by_role("textbox", name="Description*").fill(description)
        self._confirm(dialog)
        expect(self.section("Image")).to_contain_text(title)

    def upload_file(self, file: FilePayload, *, title: str) -> None:
        files = self.section("Files")
        files.get_by_role("button", name="Insert a block").first.click()
        dialog = self._upload(files, "Choose a document", file, title)
        self._confirm(dialog)
        expect(files).to_contain_text(title)

    def publish(self) -> None:
        self.page.get_by_role("button", name="More actions").click()
        self.page.get_by_role("button", name="Publish", exact=True).click()
        done = self.page.get_by_text("has been published").first
        # Wagtail asks when it has just saved a draft by itself.
        anyway = self.page.get_by_role("dialog").get_by_role("button", name="Publish")
        expect(done.or_(anyway)).to_be_visible()
        if anyway.is_visible():
            anyway.click()
        expect(done).to_be_visible()

    def section(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=name, exact=True)

    def _upload(self, section: Locator, button: str, file: FilePayload, title: str) -> Locator:
        section.get_by_role("button", name=button).click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("tab", name="Upload").click()
        dialog.locator("input[type=file]").set_input_files(file)
        dialog.get_by_role("textbox", name="Title*").fill(title)
        return dialog

    def _confirm(self, dialog: Locator) -> None:
        dialog.get_by_role("button", name="Upload").click()
        expect(dialog).to_have_count(0)


class Translator:
    """wagtail-localize's view of a page: a text of the source on each row, and its translation below."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def start(self, title: str, language: str) -> None:
        """From the list of the library's pages: "Translate this page"."""
        row = self.page.locator("tr", has=self.page.get_by_role("link", name=title, exact=True))
        row.get_by_role("button", name=re.compile("More options|Actions")).click()
        self.page.get_by_role("link", name="Translate this page").click()
        self.page.get_by_role("checkbox", name=language).check()
        self.page.get_by_role("button", name="Submit").click()
        expect(self.page.get_by_role("heading", name=f"English to {language} translation")).to_be_visible()

    def translate(self, texts: dict[str, str]) -> None:
        """Give every text its translation and wait until it is saved."""
        for source, translation in texts.items():
            row = self.page.get_by_role("listitem").filter(has=self.page.get_by_text(source, exact=True)).last
            row.get_by_role("button", name="Translate").click()
            row.get_by_role("textbox").fill(translation)
            row.get_by_role("button", name="Save").click()
            expect(row).to_contain_text(translation)

    def publish(self, language: str) -> None:
        self.page.get_by_role("button", name=f"Publish in {language}").click()
        expect(self.page.get_by_text(re.compile("[Pp]ublished")).first).to_be_visible()
