"""Standard pages: what content/pages/ writes as paragraphs or as a list of blocks."""

from typing import Any

from home.models import HomePage, StandardPage
from knowledge.partnerships.models import Partnership, Source

from .publishing import publish
from .reading import Item, Register, read
from .translating import Texts

BELOW_HOME = ("about", "accessibility", "privacy")
BELOW_ABOUT = ("what-is-a-wop", "gwopa", "principles", "results-ladder", "history")
ADDRESSES = {"code-of-conduct": "library/code-of-conduct/"}


def load(register: Register, home: HomePage) -> None:
    for slug in BELOW_HOME:
        _load_one(register, slug, home)
    about = StandardPage.objects.child_of(home).filter(slug="about").first()
    for slug in BELOW_ABOUT if about else ():
        _load_one(register, slug, about)


def _load_one(register: Register, slug: str, parent: Any) -> None:
    if not register.claim(f"page:{slug}"):
        return
    item, texts = read(f"pages/{slug}.yaml"), Texts()
    page = StandardPage(
        title=texts.text(item["title"]),
        slug=item["slug"],
        reference=item.get("reference") or item["slug"],
        summary=texts.text(item["summary"]),
        body=body_of(item["body"], texts),
    )
    keys = [source.replace("_", "-") for source in item.get("sources") or []]
    parent.refresh_from_db()
    publish(page, parent, texts, before=lambda page: setattr(page, "sources", Source.objects.filter(key__in=keys)))


def body_of(body: Any, texts: Texts) -> list[tuple[str, Any]]:
    if isinstance(body, dict):
        return [("text", {"heading": "", "text": texts.prose(body)})]
    return [(block["type"], BLOCKS[block["type"]](block, texts)) for block in body]


def _text(block: Item, texts: Texts) -> Item:
    return {"heading": texts.text(block["heading"]), "text": texts.prose(block["text"])}


def _items(block: Item, texts: Texts, **readers: Any) -> Item:
    """A block with a heading and a list; `readers` says how each field of the list's items is read."""
    items = [{name: reader(item.get(name)) for name, reader in readers.items()} for item in block["items"]]
    return {"heading": texts.text(block.get("heading")), "items": items}


def _quote(block: Item, texts: Texts) -> Item:
    partnership = Partnership.objects.filter(reference=block["partnership"]).first() if block["partnership"] else None
    words = {name: texts.text(block[name]) for name in ("text", "person", "role")}
    return words | {"partnership": partnership}


def _call(block: Item, texts: Texts) -> Item:
    path = ADDRESSES.get(block["page"], f"{block['page']}/")
    return {"text": texts.text(block["text"]), "label": texts.text(block["label"]), "page": None, "path": path}


BLOCKS = {
    "text": _text,
    "steps": lambda block, texts: _items(block, texts, title=texts.text, text=texts.text),
    "points": lambda block, texts: _items(block, texts, title=texts.text, text=texts.text),
    "accordion": lambda block, texts: _items(block, texts, title=texts.text, text=texts.prose),
    "timeline": lambda block, texts: _items(block, texts, date=str, text=texts.text),
    "figures": lambda block, texts: _items(block, texts, value=texts.text, label=texts.text, when=texts.text),
    "ladder": lambda block, texts: {"heading": texts.text(block["heading"]), "text": texts.text(block["text"])},
    "quote": _quote,
    "call": _call,
}
