"""A document and its picture are handed out to those who may have them, by one address each and no other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from communities.people.models import User
from knowledge.media.models import CustomDocument, document_storage
from knowledge.media.services import read_document
from knowledge.media.tasks import read_document_text
from search.models import SearchMark
from tests.commits import committed
from tests.factories import case_study, document, pdf

pytestmark = pytest.mark.django_db

READERS = {
    "none": {"visitor", "member", "insider"},
    "login": {"member", "insider"},
    "groups": {"insider"},
    "password": set(),
}


@pytest.fixture
def manual() -> CustomDocument:
    with committed():
        manual = document(pdf(["A secret pump"]), collection=Collection.get_first_root_node().add_child(name="Drawer"))
    manual.refresh_from_db()
    return manual


@pytest.fixture
def clients(db: None) -> dict[str, Client]:
    clients = {role: Client() for role in ("visitor", "member", "insider")}
    for role in ("member", "insider"):
        clients[role].force_login(User.objects.create_user(f"{role}@utility.example"))
    User.objects.get(email="insider@utility.example").groups.add(Group.objects.create(name="Insiders"))
    return clients


def restrict(manual: CustomDocument, kind: str) -> None:
    if kind == "none":
        return
    restriction = CollectionViewRestriction.objects.create(
        collection=manual.collection, restriction_type=kind, password="a shared secret"
    )
    restriction.groups.set(Group.objects.filter(name="Insiders"))


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("kind", READERS)
def test_a_file_and_its_picture_go_to_its_readers_alone(
    manual: CustomDocument, clients: dict[str, Client], kind: str
) -> None:
    restrict(manual, kind)
    with manual.open_file() as file:
        content, picture = file.read(), manual.thumbnail.open().read()
    assert picture[8:12] == b"WEBP"
    for role, client in clients.items():
        for address, expected in ((manual.url, content), (manual.thumbnail_url, picture)):
            response = client.get(address)
            if role in READERS[kind]:
                assert (response.status_code, body(response)) == (200, expected), (role, address)
                continue
            assert response.status_code == (200 if kind == "password" else 302), (role, address)
            assert expected not in body(response)
            if kind == "password":
                assert 'type="password"' in response.content.decode()
            else:
                assert "/login/" in response["Location"]
        assert "public" not in client.get(manual.url).get("Cache-Control", "")
        assert "public" not in client.get(manual.thumbnail_url).get("Cache-Control", "")


@pytest.fixture
def page_cache(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS, settings.VAR_DIR = 600, tmp_path
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.mark.usefixtures("page_cache")
@pytest.mark.parametrize("kind", READERS)
def test_the_text_of_a_file_goes_to_its_readers_alone_whoever_came_before(
    manual: CustomDocument, clients: dict[str, Client], kind: str
) -> None:
    restrict(manual, kind)
    for role in (*clients, *reversed(clients)):
        response = clients[role].get(manual.text_url)
        if role in READERS[kind]:
            assert "A secret pump" in response.content.decode(), role
            assert ("private" in response.get("Cache-Control", "")) == (kind != "none")
        else:
            assert "A secret pump" not in response.content.decode(), role
            assert response.status_code == (200 if kind == "password" else 302)


@pytest.mark.usefixtures("page_cache")
def test_a_text_that_becomes_private_is_gone_at_once(manual: CustomDocument, clients: dict[str, Client]) -> None:
    for _again in range(2):
        assert "A secret pump" in clients["visitor"].get(manual.text_url).content.decode()
    with committed():
        restrict(manual, "login")
    assert clients["visitor"].get(manual.text_url).status_code == 302


def test_a_shared_password_opens_file_and_picture(manual: CustomDocument) -> None:
    restrict(manual, "password")
    client = Client()
    restriction = CollectionViewRestriction.objects.get()
    url = f"/documents/authenticate_with_password/{restriction.pk}/"
    wrong = client.post(url, {"password": "guessed", "return_url": manual.url})
    assert wrong.status_code == 200
    assert client.get(manual.thumbnail_url).status_code == 200 != client.get(manual.thumbnail_url).streaming
    right = client.post(url, {"password": "a shared secret", "return_url": manual.url})
    assert right["Location"] == manual.url
    assert body(client.get(manual.url)).startswith(b"%PDF")
    assert body(client.get(manual.thumbnail_url))[8:12] == b"WEBP"
    elsewhere = client.post(url, {"password": "a shared secret", "return_url": "https://elsewhere.example/"})
    assert "elsewhere" not in elsewhere["Location"]


def test_files_are_not_found_beside_their_addresses(manual: CustomDocument, settings: Any) -> None:
    restrict(manual, "login")
    client, name = Client(), manual.file.name
    thumbnail = manual.thumbnail.name
    paths = [
        f"/media/{name}",
        f"/media/{thumbnail}",
        f"/documents/{name}",
        f"/documents/{thumbnail}",
        f"/media/documents/{name}",
    ]
    for step in ("..", "%2e%2e", ".%2e", "..%2f..", "....//..", "%252e%252e", "..\\..", "..%5c.."):
        for target in (f"documents/{name}", f"var/documents/{name}", "db.sqlite3", "etc/passwd", "manage.py"):
            paths += [
                f"/media/{step}/{target}",
                f"/media/x/{step}/{step}/{target}",
                f"/documents/{manual.pk}/{step}/{target}",
            ]
            paths += [f"/media//{step}/{step}/{target}", f"/documents/{manual.pk}/{step}%2f{target}"]
    for path in [*paths, "/media//etc/passwd", "/media/%2fetc%2fpasswd", f"/media/{manual.file.path}", "/media/\x00"]:
        response = client.get(path, follow=True)
        assert response.status_code in (400, 404), path
        assert b"%PDF" not in body(response)


@pytest.mark.parametrize("address", ["/documents/{pk}/other.pdf", "/documents/{pk}/", "/documents/{other}/{name}"])
def test_a_file_is_handed_out_under_its_own_name_only(manual: CustomDocument, address: str) -> None:
    path = address.format(pk=manual.pk, other=manual.pk + 1000, name=manual.filename)
    assert Client().get(path, follow=True).status_code == 404


def test_a_page_named_like_a_file_is_harmless_where_it_got_in() -> None:
    for name in ("page.pdf", "page.txt"):
        file = document(b"<html><script>alert(1)</script></html>", name)
        response = Client().get(file.url)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'"
        assert not response["Content-Type"].startswith("text/html")


def test_what_is_gone_from_the_disk_is_not_found(manual: CustomDocument) -> None:
    document_storage().delete(manual.thumbnail.name)
    assert Client().get(manual.thumbnail_url, follow=True).status_code == 404


# What becomes of the files


def test_a_name_in_capitals_is_a_pdf_all_the_same(editor_client: Client) -> None:
    file = document(pdf(["A pump"]), "MANUAL.PDF")
    assert read_document(document=file) == CustomDocument.Reading.READ
    data = {"title": "Lying", "language": "en", "collection": file.collection_id, "tags": ""}
    response = editor_client.post("/admin/documents/add/", data | {"file": ContentFile(b"<html>", "LYING.PDF")})
    assert "This file is not a PDF" in response.content.decode()


def test_another_file_has_another_picture_and_the_old_one_goes(manual: CustomDocument) -> None:
    before, storage = manual.thumbnail.name, document_storage()
    with committed():
        manual.file = ContentFile(pdf(["Another pump"]), "other.pdf")
        manual._set_document_file_metadata()
        manual.save()
    address = manual.thumbnail_url
    manual.refresh_from_db()
    assert manual.thumbnail_url != address
    assert storage.exists(manual.thumbnail.name)
    assert not storage.exists(before)


def test_a_deleted_document_leaves_neither_file_nor_picture(manual: CustomDocument) -> None:
    storage, names = document_storage(), (manual.file.name, manual.thumbnail.name)
    assert all(map(storage.exists, names))
    with committed():
        manual.delete()
    assert not any(map(storage.exists, names))


def test_a_file_that_is_missing_deleted_or_replaced_while_it_is_read_breaks_nothing(manual: CustomDocument) -> None:
    held = CustomDocument.objects.get(pk=manual.pk)
    with committed():
        manual.file = ContentFile(pdf(["Newer pump"]), "newer.pdf")
        manual._set_document_file_metadata()
        manual.save()
    read_document(document=held)  # a slow worker comes late with the old file
    assert [passage.text for passage in manual.passages.all()] == ["Newer pump"]
    manual.refresh_from_db()
    document_storage().delete(manual.file.name)
    assert read_document_text.func(manual.pk) == "unreadable"
    CustomDocument.objects.filter(pk=manual.pk).delete()
    assert read_document(document=manual) == CustomDocument.Reading.UNREADABLE
    assert read_document_text.func(manual.pk) == "deleted meanwhile"


def test_a_new_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(
        "knowledge.media.tasks.read_document",
        lambda document: read.append(document.pk) or read_document(document=document),
    )
    with committed():
        file = document(pdf(["A pump"]))
        case_study(files=[("file", file)])
    with committed():
        file.refresh_from_db()
        file.title = "Renamed"
        file.save()
    assert read == [file.pk]
    assert not SearchMark.objects.exists()


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_whoever_is_stopped_is_shown_the_way_in(manual: CustomDocument, kind: str) -> None:
    """At a file and at a page alike; the password of a page opens it."""
    restrict(manual, kind)
    page = case_study()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="a shared secret")
    client = Client()
    for address in (manual.url, manual.thumbnail_url, page.url):
        response = client.get(address, follow=True)
        assert response.status_code == 200, (address, response.redirect_chain)
        assert 'type="password"' in response.content.decode()
    if kind == "password":
        url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
        response = client.post(url, {"password": "a shared secret", "return_url": page.url}, follow=True)
        assert "The gates were stuck." in response.content.decode()
