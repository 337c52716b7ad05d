"""The hubs, one for each theme, and what each says of itself."""

from communities.hubs.models import Hub, HubIndexPage, HubPage
from home.models import HomePage
from knowledge.taxonomy.models import Theme

from .publishing import publish
from .reading import Item, Register, read, read_folder
from .standard_pages import body_of
from .translating import Texts


def load(register: Register, home: HomePage) -> None:
    index = _index(register, home)
    for item in read_folder("hubs"):
        if index and register.claim(f"hub:{item['theme']}"):
            _load_one(item, index)


def _index(register: Register, home: HomePage) -> HubIndexPage | None:
    if not register.claim("page:hubs"):
        return HubIndexPage.objects.descendant_of(home).first()
    item, texts = read("pages/hubs.yaml"), Texts()
    home.refresh_from_db()
    page = HubIndexPage(title=texts.text(item["title"]), slug="hubs", summary=texts.text(item["summary"]))
    return publish(page, home, texts)


def _load_one(item: Item, index: HubIndexPage) -> None:
    theme, texts = Theme.objects.get(key=item["theme"]), Texts()
    page = HubPage(
        title=texts.text(dict(theme.label)),
        slug=theme.key,
        hub=Hub.objects.create(theme=theme),
        summary=texts.text(item["summary"]),
        welcome=texts.text(item["welcome"]),
        body=body_of(item["body"], texts),
    )
    index.refresh_from_db()
    publish(page, index, texts)
