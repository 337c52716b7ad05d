"""Files in posts: taken when they are what they say, kept while a post is written, read by whoever reads the post."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from PIL import Image

from communities.discussions import services
from communities.discussions.files import attach
from communities.discussions.models import PostFile, Thread
from communities.hubs.models import Membership
from communities.people.forgetting.services import forget_what_is_old
from communities.people.models import User
from tests.commits import committed
from tests.pictures import camera_picture, picture

from .discussions import ASK, QUESTION, answer, pump, queries, question, token_in, typed_in, url_of
from .hubs import hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db
TEXT = b"meter;leak\n1;2\n"


@pytest.fixture
def ana() -> User:
    return member_of(hub(), "ana")


@pytest.fixture
def client(ana: User) -> Client:
    return signed_in(ana)


@pytest.fixture
def thread(ana: User) -> Thread:
    return question(hub(), ana)


def stored() -> set[str]:
    """What lies on the disk for posts."""
    folder = Path(storages["documents"].path("posts"))
    return {each.name for each in folder.iterdir()} if folder.exists() else set()


def kept_in(page: Any) -> dict[str, Any]:
    """What the form would send for the files that it shows, all of them kept."""
    known = [file.pk for file, _keep, _alt in page.context["files"].rows]
    return {"file": known} | {f"keep-{pk}": "on" for pk in known}


def content(client: Client, address: str) -> bytes:
    return b"".join(client.get(address).streaming_content)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_question_comes_with_its_files(client: Client, language: str) -> None:
    address = ASK.replace("/en/", f"/{language}/")
    sent = {"body": QUESTION, "new_files": [pump(), pump("meters.csv", TEXT)]}
    page = client.post(address, sent, follow=True)
    thread = Thread.objects.get()
    assert [(file.name, file.alt, file.owner) for file in thread.posts.get().files.all()] == [
        ("pump.webp", "", None),
        ("meters.csv", "", None),
    ]
    [shown] = page.context["posts"]
    for file in shown.files:
        assert f'href="{file.get_absolute_url()}"' in page.content.decode()
    assert content(client, shown.files[1].get_absolute_url()) == TEXT


def test_a_picture_is_drawn_anew_upright_without_what_the_camera_wrote(client: Client, thread: Thread) -> None:
    client.post(url_of(thread), {"body": "See", "new_files": pump("IMG.JPG", camera_picture("JPEG", (3000, 2000)))})
    file = PostFile.objects.get()
    file.post.thread = thread  # type: ignore[union-attr]
    whole = Image.open(io.BytesIO(content(client, file.get_absolute_url())))
    small = Image.open(io.BytesIO(content(client, file.thumbnail_url)))
    assert (whole.format, whole.size) == ("WEBP", (1280, 1920))
    assert (small.format, small.size) == ("WEBP", (213, 320))
    assert (file.width, file.height) == small.size
    for image in (whole, small):
        assert not image.getexif()
        assert not {"exif", "xmp"} & image.info.keys()


def test_a_small_picture_is_not_blown_up(client: Client, thread: Thread) -> None:
    client.post(url_of(thread), {"body": "See", "new_files": pump("x.gif", picture("GIF", (40, 30)))})
    assert (PostFile.objects.get().width, PostFile.objects.get().height) == (40, 30)


def test_documents_are_saved_and_never_run(client: Client, thread: Thread) -> None:
    html = b"<script>alert(1)</script>"
    attach(post=thread.posts.get(), files=[pump("note.txt", html), pump("отчёт\u202egpj.txt", html), pump()])
    plain, named, image = thread.posts.get().files.all()
    for file in (plain, named):
        served = client.get(url_of(thread, post=thread.posts.get()) + f"files/{file.pk}/")
        assert served["Content-Type"] == "application/octet-stream"
        assert served["Content-Disposition"].startswith("attachment;")
        assert served["X-Content-Type-Options"] == "nosniff"
        assert "script" not in served["Content-Security-Policy"]
    assert named.name == "отчётgpj.txt"
    served = client.get(url_of(thread, post=thread.posts.get()) + f"files/{image.pk}/")
    assert (served["Content-Type"], served["Content-Disposition"]) == ("image/webp", 'inline; filename="pump.webp"')


def test_a_look_keeps_the_files_for_the_post(client: Client, ana: User, thread: Thread) -> None:
    sent = {"body": "See", "act": "preview", "new_files": [pump(), pump("a.txt", b"words")]}
    page = client.post(url_of(thread), sent)
    assert "<p>See</p>" in page.context["preview"]
    waiting = list(PostFile.objects.filter(owner=ana, post=None))
    assert [file.name for file in waiting] == ["pump.webp", "a.txt"]
    shown = page.content.decode()
    assert f'name="keep-{waiting[0].pk}" id="id_keep-{waiting[0].pk}" checked' in shown.replace('type="checkbox" ', "")
    thumbnail = f"/en/hubs/{thread.hub.key}/discussions/files/{waiting[0].pk}/thumbnail/"
    assert thumbnail in shown
    assert content(client, thumbnail)
    client.post(url_of(thread), {"body": "See", **kept_in(page), f"alt-{waiting[0].pk}": "A pump <b>"})
    post = thread.posts.get(number=2)
    assert [(file.name, file.alt) for file in post.files.all()] == [("pump.webp", "A pump <b>"), ("a.txt", "")]
    assert 'alt="A pump &lt;b&gt;"' in client.get(url_of(thread)).content.decode()


def test_files_are_added_and_described_before_anything_is_written(client: Client, thread: Thread) -> None:
    page = client.post(url_of(thread), {"body": "", "act": "attach", "new_files": pump()})
    assert not page.context["form"].errors
    page = client.post(url_of(thread), {"body": "Now", "act": "attach", "new_files": pump(), **kept_in(page)})
    assert len(page.context["files"].rows) == 2
    assert typed_in(page) == "Now"
    client.post(url_of(thread), {"body": "Now", **kept_in(page)})
    assert thread.posts.get(number=2).files.count() == 2


def test_sound_files_are_kept_while_the_text_is_wrong_and_the_text_while_a_file_is(
    client: Client, thread: Thread
) -> None:
    page = client.post(url_of(thread), {"body": " ", "new_files": pump()})
    assert page.context["form"].errors["body"]
    sent = {"body": "An hour of work", **kept_in(page), "new_files": [pump("a.exe", b"MZ"), pump("b.txt", b"b")]}
    page = client.post(url_of(thread), sent)
    assert typed_in(page) == "An hour of work"
    assert "a.exe" in page.context["files"].errors["new_files"][0]
    assert [file.name for file, _keep, _alt in page.context["files"].rows] == ["pump.webp", "b.txt"]
    assert thread.posts.count() == 1
    client.post(url_of(thread), {"body": "An hour of work", **kept_in(page)})
    assert thread.posts.get(number=2).files.count() == 2


def test_a_box_without_its_tick_leaves_a_file_out(client: Client, thread: Thread) -> None:
    page = client.post(url_of(thread), {"body": "x", "act": "preview", "new_files": [pump(), pump("b.txt", b"b")]})
    first, second = (file for file, _keep, _alt in page.context["files"].rows)
    client.post(url_of(thread), {"body": "x", "file": [first.pk, second.pk], f"keep-{second.pk}": "on"})
    assert list(thread.posts.get(number=2).files.all()) == [second]


def test_a_double_click_brings_each_file_once(client: Client, thread: Thread) -> None:
    token = token_in(client.get(url_of(thread)))
    for _click in range(2):
        client.post(url_of(thread), {"body": "x", "token": token, "new_files": pump()})
    assert PostFile.objects.count() == 1


def test_words_about_a_picture_that_are_too_long_are_refused_beside_it(client: Client, thread: Thread) -> None:
    page = client.post(url_of(thread), {"body": "x", "act": "attach", "new_files": pump()})
    [pk] = kept_in(page)["file"]
    page = client.post(url_of(thread), {"body": "x", **kept_in(page), f"alt-{pk}": "ж" * 256})
    assert page.context["files"].errors[f"alt-{pk}"]
    assert f'id="id_alt-{pk}_error"' in page.content.decode()
    assert thread.posts.count() == 1


def test_nobody_takes_or_sees_what_waits_for_the_post_of_another(client: Client, ana: User, thread: Thread) -> None:
    client.post(url_of(thread), {"body": "x", "act": "attach", "new_files": pump()})
    waiting = PostFile.objects.get()
    other = signed_in(member_of(hub(), "other"))
    taken = {"body": "Mine", "file": [waiting.pk], f"keep-{waiting.pk}": "on", f"alt-{waiting.pk}": "Mine"}
    other.post(url_of(thread), taken)
    answer(thread, ana)
    for reader in (other, Client()):
        assert reader.get(f"/en/hubs/{thread.hub.key}/discussions/files/{waiting.pk}/thumbnail/").status_code == 404
    waiting.refresh_from_db()
    assert (waiting.owner, waiting.post, waiting.alt) == (ana, None, "")


def test_nobody_takes_the_file_of_another_post(client: Client, ana: User, thread: Thread) -> None:
    theirs = answer(thread, member_of(hub(), "other"))
    attach(post=theirs, files=[pump()])
    file = theirs.files.get()
    client.post(url_of(thread), {"body": "Mine", "file": [file.pk], f"keep-{file.pk}": "on"})
    own = thread.posts.get(number=3)
    client.post(url_of(thread, post=own) + "edit/", {"body": "Mine", "file": [file.pk], f"keep-{file.pk}": "on"})
    assert not own.files.exists()
    assert list(theirs.files.all()) == [file]


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 40, "٣", "\x00"])
def test_keys_that_make_no_sense_are_passed_over(client: Client, thread: Thread, key: str) -> None:
    client.post(url_of(thread), {"body": "See", "file": [key] * 30, f"keep-{key}": "on"})
    assert thread.posts.count() == 2


def test_editing_adds_describes_and_takes_away(client: Client, ana: User, thread: Thread) -> None:
    post = thread.posts.get()
    with committed():
        attach(post=post, files=[pump(), pump("b.txt", b"b")])
    before, (image, _text) = stored(), post.files.all()
    address = url_of(thread, post=post) + "edit/"
    page = client.get(address)
    sent = kept_in(page)
    assert len(sent["file"]) == 2
    del sent[f"keep-{sent['file'][1]}"]
    with committed():
        edited = sent | {"body": QUESTION, f"alt-{image.pk}": "A pump", "new_files": pump("c.txt", b"c")}
        client.post(address, edited)
    assert [(file.name, file.alt) for file in post.files.all()] == [("pump.webp", "A pump"), ("c.txt", "")]
    assert len(before - stored()) == 1
    assert not post.revisions.exists()


def test_an_edit_that_goes_wrong_takes_nothing_away(client: Client, thread: Thread) -> None:
    post = thread.posts.get()
    attach(post=post, files=[pump()])
    page = client.post(url_of(thread, post=post) + "edit/", {"body": "", "file": [post.files.get().pk]})
    assert page.context["form"].errors["body"]
    assert post.files.count() == 1


def test_a_visitor_is_told_to_choose_the_files_again(thread: Thread, ana: User) -> None:
    client = Client()
    assert 'type="file"' not in client.get(url_of(thread)).content.decode()
    for act in ({}, {"act": "preview"}, {"act": "attach"}):
        going = client.post(url_of(thread), {"body": "An hour of work", "new_files": pump(), **act})
        assert "/join/" in going["Location"]
    client.force_login(ana)
    page = client.get(url_of(thread))
    assert typed_in(page) == "An hour of work"
    assert "The files were not" in page.content.decode()
    assert not PostFile.objects.exists()


def test_who_is_no_member_leaves_no_files(thread: Thread) -> None:
    outsider = signed_in(person("outsider"))
    for act in ({}, {"act": "preview"}, {"act": "attach"}):
        outsider.post(url_of(thread), {"body": "x", "new_files": pump(), **act})
    assert not PostFile.objects.exists()


def test_files_that_waited_are_there_after_signing_in_again(client: Client, ana: User, thread: Thread) -> None:
    page = client.post(url_of(thread), {"body": "x", "act": "preview", "new_files": pump()})
    client.session.flush()
    client.post(url_of(thread), {"body": "x", **kept_in(page)})
    client.force_login(ana)
    page = client.get(url_of(thread))
    assert [file.name for file, _keep, _alt in page.context["files"].rows] == ["pump.webp"]
    assert "The files were not" not in page.content.decode()


def test_who_may_not_read_a_post_does_not_get_its_files(client: Client, ana: User, thread: Thread) -> None:
    """Whoever may not read the thread at all: docs/access.md."""
    facilitator = signed_in(member_of(hub(), "facilitator", role=Membership.Role.FACILITATOR))
    post = answer(thread, ana)
    attach(post=post, files=[pump()])
    file = post.files.get()
    addresses = [f"{url_of(thread, post=post)}files/{file.pk}/{tail}" for tail in ("", "thumbnail/")]
    services.hide(post=post)
    for address in addresses:
        assert [reader.get(address).status_code for reader in (facilitator, client, Client())] == [200, 404, 404]
    assert f"files/{file.pk}/" not in client.get(url_of(thread)).content.decode()
    with committed():
        services.remove(post=post)
    for address in addresses:
        assert facilitator.get(address).status_code == 404
    assert not stored() & {Path(str(file.file)).name, Path(str(file.thumbnail)).name}


def test_files_of_other_posts_and_threads_are_not_behind_this_door(client: Client, ana: User, thread: Thread) -> None:
    inner = question(hub("assets", visibility="hidden"), person("hidden"))
    attach(post=inner.posts.get(), files=[pump()])
    file, mine = PostFile.objects.get(), thread.posts.get()
    for post in (mine, inner.posts.get()):
        assert client.get(f"{url_of(thread)}posts/{post.pk}/files/{file.pk}/").status_code == 404
    assert client.get(f"{url_of(thread)}posts/{mine.pk}/files/{'9' * 40}/").status_code == 404


@pytest.mark.parametrize(("visibility", "kept"), [("public", "max-age=3600"), ("members", "no-store")])
def test_nothing_of_a_closed_circle_stays_in_a_browser(visibility: str, kept: str) -> None:
    inner = hub(visibility=visibility)
    member = member_of(inner)
    thread = question(inner, member)
    attach(post=thread.posts.get(), files=[pump()])
    served = signed_in(member).get(f"{url_of(thread, post=thread.posts.get())}files/{PostFile.objects.get().pk}/")
    assert kept in served["Cache-Control"]
    assert "private" in served["Cache-Control"]


def test_a_file_that_is_lost_on_the_disk_is_not_there(client: Client, thread: Thread) -> None:
    attach(post=thread.posts.get(), files=[pump()])
    file = PostFile.objects.get()
    file.file.storage.delete(str(file.file))
    assert client.get(f"{url_of(thread, post=thread.posts.get())}files/{file.pk}/").status_code == 404
    assert client.post("/en/accounts/take-along/").status_code == 200


def test_files_go_along_with_their_author_and_go_with_the_words(client: Client, ana: User, thread: Thread) -> None:
    with committed():
        attach(post=thread.posts.get(), files=[pump("b.txt", b"my words")])
        attach(post=answer(thread, member_of(hub(), "other")), files=[pump("c.txt", b"theirs")])
    mine, _theirs = PostFile.objects.order_by("pk")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.post("/en/accounts/take-along/").streaming_content)))  # type: ignore[arg-type]
    assert [name for name in archive.namelist() if "/" in name] == [f"files/{mine.pk}-b.txt"]
    assert archive.read(f"files/{mine.pk}-b.txt") == b"my words"
    client.post(url_of(thread), {"body": "x", "act": "attach", "new_files": pump("later.txt", b"x")})
    before = stored()
    with committed():
        client.post("/en/accounts/close/", {"words": "go", "is_sure": "on"})
    assert [file.name for file in PostFile.objects.all()] == ["c.txt"]
    assert len(before - stored()) == 2


def test_files_stay_with_the_words_of_a_former_member(client: Client, ana: User, thread: Thread) -> None:
    attach(post=thread.posts.get(), files=[pump()])
    ana.delete()
    page = Client().get(url_of(thread))
    assert len(page.context["posts"][0].files) == 1


def test_what_was_never_sent_is_forgotten(client: Client, thread: Thread) -> None:
    with committed():
        for _time in range(5):
            sent = {"body": "x", "act": "preview", "new_files": [pump("a.txt", b"a") for _n in range(5)]}
            client.post(url_of(thread), sent)
    assert PostFile.objects.count() == 20
    PostFile.objects.filter(pk__gt=PostFile.objects.order_by("pk")[1].pk).update(
        created_at=timezone.now() - timedelta(days=3)
    )
    attach(post=thread.posts.get(), files=[pump()])
    PostFile.objects.exclude(post=None).update(created_at=timezone.now() - timedelta(days=3))
    before = stored()
    with committed():
        assert forget_what_is_old()["waiting_files"] == 18
    assert len(before - stored()) == 18
    assert PostFile.objects.count() == 3


def test_a_page_full_of_files_costs_one_query_more(ana: User, thread: Thread) -> None:
    for number in range(20):
        attach(post=answer(thread, ana, f"No. {number}"), files=[pump("a.txt", b"a"), pump("b.txt", b"b")])
    bare = question(hub(), ana)
    reader = signed_in(member_of(hub(), "reader"))
    queries(Client(), url_of(bare))  # what a process reads once
    assert queries(reader, url_of(thread)) == queries(reader, url_of(bare)) + 1
