"""More than a request may hold is refused in the reader's language; more files than a form takes, by the form."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.communities.discussions import question, typed_in, url_of
from tests.communities.hubs import hub, member_of, signed_in

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
TOO_MUCH = "This was too much at once"


def files(count: int) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(count)]


@pytest.fixture
def client() -> Client:
    return signed_in(member_of(hub()))


@pytest.fixture
def address(client: Client) -> str:
    return url_of(question(hub(), member_of(hub(), "asker")))


def test_a_folder_of_files_is_refused_by_the_form_which_keeps_the_text(client: Client, address: str) -> None:
    page = client.post(address, {"body": "By night.", "new_files": files(settings.DATA_UPLOAD_MAX_NUMBER_FILES)})
    assert page.status_code == 200
    assert typed_in(page) == "By night."
    assert len(page.context["files"].errors["new_files"]) == 1


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_more_files_than_are_read_end_in_a_page_that_says_so(client: Client, address: str, language: str) -> None:
    address = address.replace("/en/", f"/{language}/")
    page = client.post(address, {"new_files": files(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)})
    assert page.status_code == 413
    assert f'<html lang="{language}">' in page.content.decode()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("kind", ["form", "multipart"])
def test_more_fields_than_are_read_end_in_that_page(client: Client, address: str, kind: str) -> None:
    fields = {f"field{number}": "" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    page = client.post(address, urlencode(fields), FORM) if kind == "form" else client.post(address, fields)
    assert (page.status_code, TOO_MUCH in page.content.decode()) == (413, True)


@pytest.mark.parametrize("kind", ["form", "multipart"])
def test_a_text_longer_than_is_read_ends_in_that_page(client: Client, address: str, kind: str) -> None:
    fields = {"body": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}
    page = client.post(address, urlencode(fields), FORM) if kind == "form" else client.post(address, fields)
    assert (page.status_code, TOO_MUCH in page.content.decode()) == (413, True)


def test_other_requests_that_make_no_sense_are_told_so(client: Client) -> None:
    page = client.get("/fr/", HTTP_HOST="not a host")
    assert page.status_code == 400
    assert TOO_MUCH not in page.content.decode()
