"""What axe and the keyboard tell about a page."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}  # the one that axe leaves out
# A ring of two pixels or more, an outline or a shadow without blur, around the element or the form or card it is in.
IS_MARKED = """part => {
    const box = part.getBoundingClientRect();
    const isAcross = box.width > 0 && box.left > -1 && box.right < innerWidth + 1;
    const isSeen = isAcross && box.top > -1 && box.bottom < innerHeight + 1;
    const around = [part, part.closest('form'), part.closest('article')].filter(Boolean);
    const hasRing = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
        || / 0px 0px 0px ([2-9]|\\d\\d)px/.test(style.boxShadow);
    return isSeen && around.map(each => getComputedStyle(each)).some(hasRing);
}"""


def violations(page: Page, part: str | None = None) -> list[str]:
    """What axe finds wrong with the page as it is now, or with a part of it; up to five elements for each rule."""
    return [
        f"{violation['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for violation in Axe().run(page, context=part, options=OPTIONS).response["violations"]
        for node in violation["nodes"][:5]
    ]


def tab_stops(page: Page, limit: int = 200) -> Iterator[Locator]:
    """Press Tab and give what has the focus, until the focus leaves the page."""
    focused = page.locator(":focus")
    for _count in range(limit):
        page.keyboard.press("Tab")
        if not focused.count():
            return
        yield focused


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus, and see that it shows."""
    for focused in tab_stops(page):
        if target.evaluate("target => target === document.activeElement"):
            assert is_marked(focused), f"nothing shows that {target} has the focus"
            return
    raise AssertionError(f"Tab never gets to {target}")


def is_marked(focused: Locator) -> bool:
    """Whether what has the focus lies in the window, and a ring shows that it has."""
    return bool(focused.evaluate(IS_MARKED))
