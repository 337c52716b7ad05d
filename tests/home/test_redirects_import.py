"""Old addresses from a file, however a spreadsheet wrote it: first what would happen, then the redirects."""

import io
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from communities.people.models import User
from home.redirects.importing import carry_out, plan_import
from home.redirects.reading import UnreadableFile
from tests.factories import case_study

pytestmark = pytest.mark.django_db
RUSSIAN = "from;to\n/история;/ru/about/history/\n/о-нас/партнёрства;/ru/about/what-is-a-wop/\n"
BINARY = b"PK\x03\x04\x00\x00sheet\xff\xfe"


def plan(text: str) -> Any:
    return plan_import(text.encode())


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_is_read_in_the_encoding_and_with_the_delimiter_it_has(
    client: Client, encoding: str, delimiter: str
) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    read = plan_import(mark + RUSSIAN.replace(";", delimiter).encode(encoding))
    assert [redirect.old_path for redirect in read.new] == ["/история", "/о-нас/партнёрства"]
    assert carry_out(plan=read) == 2
    assert client.get("/история/")["Location"] == "/ru/about/history/"


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (BINARY, "not a text file"),
        (b"old,new\n/a,/en/about/\n", "it names: old, new"),
        (b"/a,/en/about/\n", "must name the columns"),
        (b"from\n/a\n", "must name the columns"),
        (b'from,to\n"/a,/b\n' + b"x" * 200_000, "not a CSV file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(data: bytes, complaint: str) -> None:
    with pytest.raises(UnreadableFile, match=complaint):
        plan_import(data)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("https://elsewhere.example/a,/en/about/", "belongs to another site"),
        ("/a,", "new address is missing"),
        ("/a", "new address is missing"),
        (",/en/about/", "old address is missing"),
        ("/a,javascript:alert(1)", "none that a browser can open"),
        ("/a,about/us", "none that a browser can open"),
        ("/a,ftp://files.example/", "none that a browser can open"),
        (f"/{'a' * 300},/en/about/", "too long"),
        (f"/a,https://elsewhere.example/{'a' * 300}", "too long"),
        ("/en/about/,/en/library/", "A page of this site stands"),
        ("/en/x,/en/x/", "round in a circle"),
        ("/taken,/en/library/", "leads to"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_the_others_are(row: str, complaint: str) -> None:
    Redirect.objects.create(old_path="/taken", redirect_link="https://elsewhere.example/")
    read = plan(f"from,to\n{row}\n/good,/en/about/\n")
    [refusal] = read.refusals
    assert refusal.row.line == 2
    assert complaint in refusal.reason
    assert [redirect.old_path for redirect in read.new] == ["/good"]


def test_a_circle_within_the_file_is_refused() -> None:
    read = plan("from,to\n/en/x,/en/y\n/en/y,/en/z\n/en/z,/en/x/\n")
    assert len(read.new) == 2
    assert "/en/z → /en/x → /en/y → /en/z" in read.refusals[0].reason


def test_a_file_taken_twice_adds_nothing() -> None:
    carry_out(plan=plan(RUSSIAN))
    again = plan(RUSSIAN)
    assert (again.new, again.known, again.refusals) == ([], 2, [])


def test_a_redirect_to_a_page_follows_it_when_it_moves(client: Client) -> None:
    page = case_study()
    carry_out(plan=plan("from,to\n/old,http://localhost:8000/en/library/sluice-gates/\n"))
    assert Redirect.objects.get().redirect_page_id == page.pk
    page.slug = "gates"
    page.save_revision().publish()
    assert client.get("/old")["Location"] == "/en/library/gates/"


def test_a_hundred_thousand_rows_are_taken_in_one_go() -> None:
    rows = "".join(f"/old/page-{number}.php,/en/about/\n" for number in range(100_000))
    started = time.monotonic()
    assert carry_out(plan=plan(f"from,to\n{rows}")) == 100_000
    assert time.monotonic() - started < 60


@pytest.fixture
def admin(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def upload(client: Client, data: bytes, name: str = "old.csv") -> Any:
    return client.post(reverse("wagtailredirects:start_import"), {"file": SimpleUploadedFile(name, data)})


def test_an_administrator_sees_what_would_happen_and_confirms(admin: Client) -> None:
    answer = upload(admin, (RUSSIAN + "https://elsewhere.example/a;/en/about/\n").encode("cp1251"))
    html = answer.content.decode()
    assert "2 redirects would be added" in html
    assert "/история" in html
    assert "belongs to another site" in html
    assert not Redirect.objects.exists()
    done = admin.post(reverse("wagtailredirects:process_import"), {"name": answer.context["confirm"]["name"].value()})
    assert done["Location"] == reverse("wagtailredirects:index")
    assert Redirect.objects.count() == 2


@pytest.mark.parametrize("data", [b"", BINARY, b"old,new\n/a,/b\n"])
def test_an_administrator_is_told_beside_the_field_what_is_wrong_with_a_file(admin: Client, data: bytes) -> None:
    answer = upload(admin, data)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


@pytest.mark.parametrize("name", ["", "/etc/passwd", "forged:signature", "tmpgone"])
def test_only_a_file_that_was_looked_at_can_be_confirmed(admin: Client, name: str) -> None:
    signed = Signer().sign(name) if name == "tmpgone" else name
    answer = admin.post(reverse("wagtailredirects:process_import"), {"name": signed}, follow=True)
    assert "Choose the file again" in answer.content.decode()


def test_somebody_without_the_permission_imports_nothing(editor_client: Client) -> None:
    assert upload(editor_client, RUSSIAN.encode()).status_code == 302
    assert not Redirect.objects.exists()


def test_the_command_tells_what_would_happen_and_what_did(tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_bytes((RUSSIAN + ";/en/\n").encode("cp1251"))
    out, errors = io.StringIO(), io.StringIO()
    call_command("import_redirects", src=str(file), dry_run=True, stdout=out, stderr=errors)
    assert "2 would be added, 0 were there, 1 cannot be taken (read as cp1251)" in out.getvalue()
    assert "Line 4" in errors.getvalue()
    assert not Redirect.objects.exists()
    call_command("import_redirects", src=str(file), stdout=out, stderr=errors)
    assert set(Redirect.objects.values_list("redirect_page__slug", flat=True)) == {"history", "what-is-a-wop"}
    assert Page.objects.filter(redirect__isnull=False).count() == 2


@pytest.mark.parametrize("data", [None, b"", BINARY])
def test_the_command_ends_with_a_sentence_where_it_cannot_read(tmp_path: Path, data: bytes | None) -> None:
    file = tmp_path / "old.csv"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(CommandError):
        call_command("import_redirects", src=str(file))
