"""Nobody learns through search what they may not read: each role × each restriction × every way something shows."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import BaseViewRestriction, Collection, CollectionViewRestriction, Page, PageViewRestriction

from communities.people.models import User
from knowledge.library.models import CaseStudyPage
from knowledge.media.models import CustomDocument
from knowledge.taxonomy.models import Tag
from search.keys import key_of
from search.models import SearchEntry
from tests.commits import committed
from tests.factories import case_study, document, pdf

pytestmark = pytest.mark.django_db

LOGIN, GROUPS, PASSWORD = BaseViewRestriction.LOGIN, BaseViewRestriction.GROUPS, BaseViewRestriction.PASSWORD
ROLES = ("visitor", "member", "insider", "outsider")
READERS = {"none": set(ROLES), LOGIN: set(ROLES) - {"visitor"}, GROUPS: {"insider"}, PASSWORD: set()}
AUDIENCES = {"none": "public", LOGIN: "members", GROUPS: "group:{}"}
# A word of the page's title, summary, body and file each.
WORDS = ("zonkelbrunn", "brimbolox", "kwyzzobomf", "vuttermix")


@pytest.fixture
def insiders(db: None) -> Group:
    return Group.objects.create(name="Insiders")


@pytest.fixture
def clients(insiders: Group) -> dict[str, Client]:
    clients = {role: Client() for role in ROLES}
    for role in ROLES[1:]:
        user = User.objects.create_user(f"{role}@utility.example")
        clients[role].force_login(user)
        if role != "member":
            user.groups.add(insiders if role == "insider" else Group.objects.create(name="Outsiders"))
    return clients


@pytest.fixture
def tag(db: None) -> Tag:
    return Tag.objects.create(name="Zonktag", slug="zonktag", label=dict.fromkeys(("en", "fr", "es", "ru"), "Zonktag"))


@pytest.fixture
def page(tag: Tag) -> CaseStudyPage:
    """A page with a file, both public, after the engine is there."""
    with committed():
        manual = document(pdf(["Nothing here", "Something about vuttermix pumps"]))
        page = case_study(
            title="Zonkelbrunn of Testville",
            summary="A brimbolox of it.",
            challenge="<p>The kwyzzobomf was stuck.</p>",
            files=[("file", manual)],
        )
        page.tags.add(tag)
        page.save_revision().publish()
    return page


def restrict(owner: Page | Collection, kind: str, group: Group) -> None:
    """Restrict a page or a collection as its dialogue in the admin does."""
    model = PageViewRestriction if isinstance(owner, Page) else CollectionViewRestriction
    field = "page" if isinstance(owner, Page) else "collection"
    with committed():
        model.objects.filter(**{field: owner}).delete()
    if kind != "none":
        with committed():  # the dialogue has no transaction: what is saved is built before the groups are set
            restriction = model.objects.create(
                **{field: owner}, restriction_type=kind, password="a shared secret" if kind == PASSWORD else ""
            )
        with committed():
            restriction.groups.set([group] if kind == GROUPS else [])


def found(client: Client, text: str, engine: str, **selection: str) -> dict[str, Any]:
    response = client.get("/api/search", {"q": text, **selection})
    assert response.status_code == 200
    assert response["X-Search-Engine"] == engine
    assert "Cookie" in response["Vary"], "no cache may give one reader's answer to another"
    return response.json()


def secrets_told_to(client: Client) -> set[str]:
    """Which of our words any page or answer tells this reader, who asks for something like them."""
    asked = [("/en/", ""), ("/en/library/", ""), ("/en/search/?tag=zonktag", ""), ("/api/search?tag=zonktag", "")]
    for word in WORDS:
        asked += [(path, word[:-2]) for path in ("/en/search/", "/fr/search/", "/api/search", "/en/library/")]
        asked += [(path, word[:5]) for path in ("/en/search/suggest/", "/api/search/suggest")]
    said = " ".join(client.get(path, {"q": text} if text else {}).content.decode() for path, text in asked).lower()
    return {word for word in WORDS if word in said}


@pytest.mark.parametrize("kind", READERS)
def test_a_restricted_page_is_found_by_its_readers_alone(
    engine: str, page: CaseStudyPage, clients: dict[str, Client], insiders: Group, kind: str
) -> None:
    restrict(page, kind, insiders)
    for role, client in clients.items():
        may = role in READERS[kind]
        for word in WORDS:
            answer = found(client, word, engine)
            assert answer["total"] == len(answer["results"]) == int(may), (role, word)
            assert answer["facets"]["tag"] == ({"zonktag": 1} if may else {}), (role, word)
        assert found(client, "", engine)["facets"]["tag"].get("zonktag", 0) == int(may), role
        suggestions = client.get("/api/search/suggest?q=zonkel").json()["suggestions"]
        assert [item["title"] for item in suggestions] == ["Zonkelbrunn of Testville"] * int(may), role
        if kind != "none":
            assert secrets_told_to(client) <= (set(WORDS) if may else set()), role


@pytest.mark.parametrize("kind", [LOGIN, GROUPS, PASSWORD])
def test_a_private_file_of_a_public_page_is_found_by_its_readers_alone(
    engine: str, page: CaseStudyPage, clients: dict[str, Client], insiders: Group, kind: str
) -> None:
    private = Collection.get_first_root_node().add_child(name="Private")
    restrict(private, kind, insiders)
    manual = CustomDocument.objects.latest("pk")
    manual.collection = private
    with committed():
        manual.save()
    for role, client in clients.items():
        may = role in READERS[kind]
        for word in WORDS[:3]:
            assert found(client, word, engine)["total"] == 1, (role, word)
        assert found(client, "vuttermix", engine)["total"] == int(may), role
        html = client.get("/en/search/", {"q": "vuttermix"}).content.decode()
        assert ("Page 2 of a file" in html) == may, role
        assert ("#page-2" in html) == may, role
        everything = found(client, "", engine, tag="zonktag")
        assert (everything["total"], everything["facets"]["tag"]["zonktag"]) == (1, 1), role
        assert everything["facets"]["lang"] == {"en": 1}, role


def test_a_file_is_kept_to_those_who_may_read_both_it_and_its_page(
    engine: str, page: CaseStudyPage, clients: dict[str, Client], insiders: Group
) -> None:
    private = Collection.get_first_root_node().add_child(name="Private")
    CustomDocument.objects.update(collection=private)
    restrict(private, LOGIN, insiders)
    restrict(page, GROUPS, insiders)
    assert {role for role in ROLES if found(clients[role], "vuttermix", engine)["total"]} == {"insider"}
    restrict(page, GROUPS, Group.objects.get(name="Outsiders"))
    restrict(private, GROUPS, insiders)
    assert {role for role in ROLES if found(clients[role], "vuttermix", engine)["total"]} == set()


def test_a_word_that_was_public_once_is_not_offered_as_a_correction(
    elasticsearch: str, page: CaseStudyPage, clients: dict[str, Client], insiders: Group
) -> None:
    assert "zonkelbrunn" in str(found(clients["visitor"], "zonkelbrumm", "elasticsearch")["correction"])
    restrict(page, LOGIN, insiders)
    for role, client in clients.items():
        assert "zonkelbrunn" not in str(found(client, "zonkelbrumm", "elasticsearch")["correction"]), role
        assert (
            "zonkelbrunn" not in client.get("/en/search/?q=zonkelbrumm").content.decode().lower() or role != "visitor"
        )


# Restrictions as they come and go


@pytest.mark.parametrize("kind", READERS)
def test_a_restriction_of_a_page_is_its_audience(page: CaseStudyPage, insiders: Group, kind: str) -> None:
    restrict(page, kind, insiders)
    audiences = set(SearchEntry.objects.of_key(key_of(page)).values_list("audience", flat=True))
    assert audiences == ({AUDIENCES[kind].format(insiders.pk)} if kind in AUDIENCES else set())


@pytest.mark.parametrize("kind", READERS)
def test_a_restriction_of_a_parent_is_the_audience_of_what_is_below(
    page: CaseStudyPage, insiders: Group, kind: str
) -> None:
    restrict(page.get_parent(), kind, insiders)
    audiences = set(SearchEntry.objects.of_key(key_of(page)).values_list("audience", flat=True))
    assert audiences == ({AUDIENCES[kind].format(insiders.pk)} if kind in AUDIENCES else set())
    restrict(page.get_parent(), "none", insiders)
    assert SearchEntry.objects.get(key=key_of(page)).audience == "public"


def test_the_narrower_of_a_pages_and_its_parents_restriction_holds(page: CaseStudyPage, insiders: Group) -> None:
    restrict(page.get_parent(), LOGIN, insiders)
    restrict(page, GROUPS, insiders)
    assert SearchEntry.objects.get(key=key_of(page)).audience == f"group:{insiders.pk}"
    restrict(page.get_parent(), PASSWORD, insiders)
    assert not SearchEntry.objects.of_key(key_of(page)).exists()


def test_other_groups_of_a_restriction_are_another_audience(page: CaseStudyPage, insiders: Group) -> None:
    restrict(page, GROUPS, insiders)
    others = Group.objects.create(name="Others")
    with committed():
        PageViewRestriction.objects.get(page=page).groups.set([others])
    assert SearchEntry.objects.get(key=key_of(page)).audience == f"group:{others.pk}"


@pytest.mark.parametrize("way", ["one by one", "in bulk", "with its collection"])
def test_a_file_put_into_a_private_collection_is_private(
    page: CaseStudyPage, insiders: Group, administrator: User, way: str
) -> None:
    client, root = Client(), Collection.get_first_root_node()
    client.force_login(administrator)
    private = root.add_child(name="Private")
    restrict(private, LOGIN, insiders)
    manual = CustomDocument.objects.latest("pk")
    if way == "with its collection":
        drawer = root.add_child(name="Drawer")
        CustomDocument.objects.update(collection=drawer)
        url, data = f"/admin/collections/{drawer.pk}/", {"name": "Drawer", "parent": private.pk}
    elif way == "in bulk":
        url = f"/admin/bulk/media/customdocument/add_to_collection/?id={manual.pk}&next=/admin/"
        data = {"collection": private.pk}
    else:
        url = f"/admin/documents/edit/{manual.pk}/"
        data = {"title": "Manual", "language": "en", "collection": private.pk, "tags": ""}
    with committed():
        assert client.post(url, data).status_code == 302
    assert [
        (row.audience, bool(row.passages)) for row in SearchEntry.objects.of_key(key_of(page)).order_by("-audience")
    ] == [("public", False), ("members", True)]
